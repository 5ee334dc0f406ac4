import { Migration } from '@mikro-orm/migrations';

export class Migration0004 extends Migration {
  override up(): void {
    this.addSql(
      `create table "connectors"."uploads" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "path" text collate "C" not null, "mime_type" text null, "size_bytes" bigint not null, "sha256" text null, "visibility" text not null, "content_hash" text null, "document_id" uuid null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "uploads_expires_at_index" on "connectors"."uploads" ("expires_at")`);
    this.addSql(`alter table "connectors"."documents" add "original_hash" text null`);
    this.addSql(`alter table "connectors"."uploads" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."uploads" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."uploads" to "conhub_connectors_system" using (true) with check (true)`);
  }
}
