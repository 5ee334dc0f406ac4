import { Migration } from '@mikro-orm/migrations';

export class Migration0003 extends Migration {
  override up(): void {
    this.addSql(
      `create table "connectors"."document_revisions" ("id" bigserial primary key, "organization_id" uuid not null, "document_id" uuid not null, "revision" text not null, "path" text collate "C" not null, "size_bytes" bigint not null, "observed_at" timestamptz(3) not null)`,
    );
    this.addSql(`create index "document_revisions_document_id_id_index" on "connectors"."document_revisions" ("document_id", "id")`);
    this.addSql(`alter table "connectors"."document_revisions" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."document_revisions" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."document_revisions" to "conhub_connectors_system" using (true) with check (true)`);
  }
}
