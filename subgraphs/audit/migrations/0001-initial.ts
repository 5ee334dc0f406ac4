import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "audit"."audit_events" ("id" uuid not null, "organization_id" uuid not null, "index" bigint not null, "action" text not null, "outcome" text not null, "actor_kind" text not null, "actor_id" text null, "on_behalf_of" text null, "subject_id" text null, "request_id" text null, "ip_address" text null, "user_agent" text null, "details" jsonb not null, "occurred_at" timestamptz(3) not null, "salts" jsonb not null, "leaf_hash" text not null, "redacted_fields" jsonb not null default '[]', primary key ("id"))`,
    );
    this.addSql(
      `create index "audit_events_organization_id_actor_id_index_index" on "audit"."audit_events" ("organization_id", "actor_id", "index")`,
    );
    this.addSql(
      `create index "audit_events_organization_id_subject_id_index_index" on "audit"."audit_events" ("organization_id", "subject_id", "index")`,
    );
    this.addSql(
      `alter table "audit"."audit_events" add constraint "audit_events_organization_id_index_unique" unique ("organization_id", "index")`,
    );
    this.addSql(
      `create table "audit"."audit_log_sizes" ("organization_id" uuid not null, "size" bigint not null, primary key ("organization_id"))`,
    );
    this.addSql(
      `create table "audit"."event_cursors" ("producer" text not null, "lane" text not null, "xid" text not null, "position" text not null, primary key ("producer", "lane"))`,
    );
    this.addSql(
      `create table "audit"."parked_events" ("id" uuid not null, "producer" text not null, "lane" text not null, "aggregate_id" text not null, "event" jsonb not null, "error" text not null, "parked_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "parked_events_producer_aggregate_id_index" on "audit"."parked_events" ("producer", "aggregate_id")`);
    this.addSql(`alter table "audit"."audit_events" enable row level security`);
    this.addSql(
      `create policy "tenant" on "audit"."audit_events" to "conhub_audit_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "audit"."audit_events" to "conhub_audit_system" using (true) with check (true)`);
    this.addSql(`alter table "audit"."audit_log_sizes" enable row level security`);
    this.addSql(
      `create policy "tenant" on "audit"."audit_log_sizes" to "conhub_audit_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "audit"."audit_log_sizes" to "conhub_audit_system" using (true) with check (true)`);
    this.addSql(`alter table "audit"."event_cursors" enable row level security`);
    this.addSql(`create policy "system" on "audit"."event_cursors" to "conhub_audit_system" using (true) with check (true)`);
    this.addSql(`alter table "audit"."parked_events" enable row level security`);
    this.addSql(`create policy "system" on "audit"."parked_events" to "conhub_audit_system" using (true) with check (true)`);
  }
}
