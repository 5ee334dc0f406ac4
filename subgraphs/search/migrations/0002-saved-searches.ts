import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(
      `create table "search"."event_cursors" ("producer" text not null, "lane" text not null, "xid" text not null, "position" text not null, primary key ("producer", "lane"))`,
    );
    this.addSql(
      `create table "search"."parked_events" ("id" uuid not null, "producer" text not null, "lane" text not null, "aggregate_id" text not null, "event" jsonb not null, "error" text not null, "parked_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "parked_events_producer_aggregate_id_index" on "search"."parked_events" ("producer", "aggregate_id")`);
    this.addSql(
      `create table "search"."query_counts" ("organization_id" uuid not null, "hour" timestamptz(3) not null, "query" text not null, "count" bigint not null, primary key ("organization_id", "hour", "query"))`,
    );
    this.addSql(
      `create table "search"."query_recordings" ("organization_id" uuid not null, "since" timestamptz(3) not null, primary key ("organization_id"))`,
    );
    this.addSql(
      `create table "search"."saved_searches" ("id" uuid not null, "organization_id" uuid not null, "owner_id" uuid not null, "name" text not null, "query" text not null, "filter" jsonb not null, "mode" text not null, "is_shared" boolean not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "saved_searches_organization_id_created_at_id_index" on "search"."saved_searches" ("organization_id", "created_at", "id")`,
    );
    this.addSql(
      `create index "saved_searches_organization_id_owner_id_index" on "search"."saved_searches" ("organization_id", "owner_id")`,
    );
    this.addSql(
      `create table "search"."search_counts" ("organization_id" uuid not null, "hour" timestamptz(3) not null, "measure" text not null, "count" bigint not null, primary key ("organization_id", "hour", "measure"))`,
    );
    this.addSql(
      `create table "search"."search_feedback" ("organization_id" uuid not null, "user_id" uuid not null, "document_id" uuid not null, "kind" text not null, "given_at" timestamptz(3) not null, primary key ("organization_id", "user_id", "document_id", "kind"))`,
    );
    this.addSql(`alter table "search"."event_cursors" enable row level security`);
    this.addSql(`create policy "system" on "search"."event_cursors" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."parked_events" enable row level security`);
    this.addSql(`create policy "system" on "search"."parked_events" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."query_counts" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."query_counts" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."query_counts" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."query_recordings" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."query_recordings" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."query_recordings" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."saved_searches" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."saved_searches" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."saved_searches" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."search_counts" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."search_counts" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."search_counts" to "conhub_search_system" using (true) with check (true)`);
    this.addSql(`alter table "search"."search_feedback" enable row level security`);
    this.addSql(
      `create policy "tenant" on "search"."search_feedback" to "conhub_search_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "search"."search_feedback" to "conhub_search_system" using (true) with check (true)`);
  }
}
