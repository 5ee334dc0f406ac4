import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "search"."events" ("position" bigserial primary key, "xid" xid8 not null default pg_current_xact_id(), "id" uuid not null, "type" text not null, "schema_version" int not null, "lane" text not null, "organization_id" uuid null, "aggregate_type" text not null, "aggregate_id" text not null, "aggregate_version" bigint not null, "subject_type" text null, "subject_id" text null, "occurred_at" timestamptz(3) not null, "actor" jsonb not null, "outcome" text not null, "ip_address" text null, "user_agent" text null, "request_id" text null, "cause" jsonb null, "trace" text null, "payload" jsonb not null)`,
    );
    this.addSql(`alter table "search"."events" add constraint "events_id_unique" unique ("id")`);
    this.addSql(`create index "events_lane_xid_position" on "search"."events" ("lane", "xid", "position")`);
    this.addSql(`create index "events_aggregate_id_position_index" on "search"."events" ("aggregate_id", "position")`);
    this.addSql(
      `create table "search"."hourly_usage" ("organization_id" uuid not null, "key" text not null, "hour" timestamptz(3) not null, "used" bigint not null, primary key ("organization_id", "key", "hour"))`,
    );
    this.addSql(`alter table "search"."events" enable row level security`);
    this.addSql(`create policy "append" on "search"."events" for insert to "conhub_search_app" with check (true)`);
    this.addSql(`create policy "own" on "search"."events" for select to "conhub_search_app" using ((xid = pg_current_xact_id()))`);
    this.addSql(`create policy "system" on "search"."events" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."hourly_usage" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."hourly_usage" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."hourly_usage" to "conhub_search_system" using (true) with check (true)`);
  }
}
