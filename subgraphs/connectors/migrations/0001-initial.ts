import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "connectors"."access_sets" ("id" bigserial primary key, "organization_id" uuid not null, "version" int not null default 0, "everyone" boolean not null default false)`,
    );
    this.addSql(
      `create table "connectors"."access_set_members" ("access_set_id" bigint not null, "user_id" uuid not null, "organization_id" uuid not null, primary key ("access_set_id", "user_id"))`,
    );
    this.addSql(
      `create index "access_set_members_organization_id_user_id_index" on "connectors"."access_set_members" ("organization_id", "user_id")`,
    );
    this.addSql(
      `create table "connectors"."blob_references" ("organization_id" uuid not null, "hash" text not null, "size" bigint not null, "count" int not null, primary key ("organization_id", "hash"))`,
    );
    this.addSql(
      `create table "connectors"."connected_accounts" ("id" uuid not null, "organization_id" uuid not null, "provider_key" text not null, "display_name" text not null, "owner_id" uuid null, "status" text not null, "problem_code" text null, "configuration" jsonb not null, "orphaned_at" timestamptz(3) null, "version" int not null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "connected_accounts_organization_id_created_at_index" on "connectors"."connected_accounts" ("organization_id", "created_at")`,
    );
    this.addSql(
      `create table "connectors"."documents" ("id" uuid not null, "organization_id" uuid not null, "source_id" uuid not null, "provider_id" text not null, "title" text not null, "path" text collate "C" not null, "url" text null, "kind" text not null, "language" text null, "mime_type" text null, "size_bytes" bigint null, "revision" text not null, "state" text not null, "content_hash" text null, "text_hash" text null, "access_set_id" bigint not null, "version" int not null, "updated_at" timestamptz(3) not null, "created_at" timestamptz(3) not null, "deleted_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(
      `create index "documents_organization_id_updated_at_id_index" on "connectors"."documents" ("organization_id", "updated_at", "id")`,
    );
    this.addSql(`create index "documents_source_id_path_index" on "connectors"."documents" ("source_id", "path")`);
    this.addSql(`create index "documents_source_id_state_index" on "connectors"."documents" ("source_id", "state")`);
    this.addSql(
      `alter table "connectors"."documents" add constraint "documents_source_id_provider_id_unique" unique ("source_id", "provider_id")`,
    );
    this.addSql(
      `create table "connectors"."document_failures" ("source_id" uuid not null, "provider_id" text not null, "organization_id" uuid not null, "path" text collate "C" not null, "revision" text null, "meta" jsonb null, "code" text not null, "message" text not null, "attempts" int not null, "last_tried_at" timestamptz(3) not null, "retry_at" timestamptz(3) null, primary key ("source_id", "provider_id"))`,
    );
    this.addSql(
      `create index "document_failures_source_id_last_tried_at_index" on "connectors"."document_failures" ("source_id", "last_tried_at")`,
    );
    this.addSql(`create index "document_failures_retry_at_index" on "connectors"."document_failures" ("retry_at")`);
    this.addSql(
      `create table "connectors"."event_cursors" ("producer" text not null, "lane" text not null, "xid" text not null, "position" text not null, primary key ("producer", "lane"))`,
    );
    this.addSql(
      `create table "connectors"."events" ("position" bigserial primary key, "xid" xid8 not null default pg_current_xact_id(), "id" uuid not null, "type" text not null, "schema_version" int not null, "lane" text not null, "organization_id" uuid null, "aggregate_type" text not null, "aggregate_id" text not null, "aggregate_version" bigint not null, "subject_type" text null, "subject_id" text null, "occurred_at" timestamptz(3) not null, "actor" jsonb not null, "outcome" text not null, "ip_address" text null, "user_agent" text null, "request_id" text null, "cause" jsonb null, "trace" text null, "payload" jsonb not null)`,
    );
    this.addSql(`alter table "connectors"."events" add constraint "events_id_unique" unique ("id")`);
    this.addSql(`create index "events_lane_xid_position" on "connectors"."events" ("lane", "xid", "position")`);
    this.addSql(`create index "events_aggregate_id_position_index" on "connectors"."events" ("aggregate_id", "position")`);
    this.addSql(
      `create table "connectors"."folder_entries" ("source_id" uuid not null, "id" text not null, "organization_id" uuid not null, "path" text collate "C" not null, "rev" text not null, "inode" text null, "hash" text null, "generation" int not null, primary key ("source_id", "id"))`,
    );
    this.addSql(`create index "folder_entries_source_id_path_index" on "connectors"."folder_entries" ("source_id", "path")`);
    this.addSql(`create index "folder_entries_source_id_inode_index" on "connectors"."folder_entries" ("source_id", "inode")`);
    this.addSql(
      `create table "connectors"."folder_roots" ("path" text not null, "added_at" timestamptz(3) not null, primary key ("path"))`,
    );
    this.addSql(
      `create table "connectors"."members" ("organization_id" uuid not null, "user_id" uuid not null, primary key ("organization_id", "user_id"))`,
    );
    this.addSql(
      `create table "connectors"."parked_events" ("id" uuid not null, "producer" text not null, "lane" text not null, "aggregate_id" text not null, "event" jsonb not null, "error" text not null, "parked_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "parked_events_producer_aggregate_id_index" on "connectors"."parked_events" ("producer", "aggregate_id")`);
    this.addSql(
      `create table "connectors"."pending_deletions" ("source_id" uuid not null, "document_id" uuid not null, "organization_id" uuid not null, "run_id" uuid not null, "is_from_listing" boolean not null, primary key ("source_id", "document_id"))`,
    );
    this.addSql(
      `create table "connectors"."sources" ("id" uuid not null, "organization_id" uuid not null, "account_id" uuid not null, "provider_key" text not null, "container_id" text not null, "kind" text not null, "name" text not null, "path" text not null, "url" text null, "status" text not null, "visibility" text not null, "access_set_id" bigint not null, "include" jsonb not null, "exclude" jsonb not null, "interval_minutes" int null, "next_sync_at" timestamptz(3) null, "cursor" jsonb null, "cursor_version" int null, "watermark" jsonb null, "needs_baseline" boolean not null default false, "page" int not null default 0, "document_count" int not null default 0, "digest" text not null default '0000000000000000000000000000000000000000000000000000000000000000', "checkpoint_at" timestamptz(3) null, "deletion_token" text null, "version" int not null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`create index "sources_organization_id_created_at_index" on "connectors"."sources" ("organization_id", "created_at")`);
    this.addSql(`create index "sources_account_id_index" on "connectors"."sources" ("account_id")`);
    this.addSql(`create index "sources_next_sync_at_index" on "connectors"."sources" ("next_sync_at")`);
    this.addSql(
      `create unique index "sources_account_container_unique" on "connectors"."sources" ("account_id", "container_id") where status <> 'DELETING'`,
    );
    this.addSql(
      `create table "connectors"."source_grantees" ("source_id" uuid not null, "user_id" uuid not null, "organization_id" uuid not null, primary key ("source_id", "user_id"))`,
    );
    this.addSql(
      `create index "source_grantees_organization_id_user_id_index" on "connectors"."source_grantees" ("organization_id", "user_id")`,
    );
    this.addSql(
      `create table "connectors"."sync_runs" ("id" uuid not null, "organization_id" uuid not null, "source_id" uuid not null, "account_id" uuid not null, "status" text not null, "phase" text not null, "trigger" text not null, "started_by" jsonb not null, "cause" jsonb null, "is_full" boolean not null, "has_baseline" boolean not null default false, "waits" int not null default 0, "is_cancel_requested" boolean not null default false, "discovered" int not null default 0, "fetched" int not null default 0, "skipped" int not null default 0, "moved" int not null default 0, "deleted" int not null default 0, "failed" int not null default 0, "bytes" bigint not null default '0', "kept_out" jsonb not null, "estimated_remaining" int null, "problem" jsonb null, "queued_at" timestamptz(3) not null, "started_at" timestamptz(3) null, "finished_at" timestamptz(3) null, "heartbeat_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "sync_runs_organization_id_queued_at_index" on "connectors"."sync_runs" ("organization_id", "queued_at")`);
    this.addSql(`create index "sync_runs_source_id_queued_at_index" on "connectors"."sync_runs" ("source_id", "queued_at")`);
    this.addSql(`create index "sync_runs_status_heartbeat_at_index" on "connectors"."sync_runs" ("status", "heartbeat_at")`);
    this.addSql(
      `create unique index "sync_runs_one_per_source" on "connectors"."sync_runs" ("source_id") where status in ('QUEUED', 'RUNNING', 'WAITING')`,
    );
    this.addSql(
      `create table "connectors"."usage" ("organization_id" uuid not null, "documents" bigint not null, "storage_bytes" bigint not null, "recorded_at" timestamptz(3) null, primary key ("organization_id"))`,
    );
    this.addSql(`alter table "connectors"."access_sets" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."access_sets" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."access_sets" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."access_set_members" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."access_set_members" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."access_set_members" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."blob_references" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."blob_references" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."blob_references" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."connected_accounts" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."connected_accounts" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."connected_accounts" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."documents" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."documents" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."documents" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."document_failures" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."document_failures" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."document_failures" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."event_cursors" enable row level security`);
    this.addSql(`create policy "system" on "connectors"."event_cursors" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."events" enable row level security`);
    this.addSql(`create policy "append" on "connectors"."events" for insert to "conhub_connectors_app" with check (true)`);
    this.addSql(`create policy "own" on "connectors"."events" for select to "conhub_connectors_app" using ((xid = pg_current_xact_id()))`);
    this.addSql(`create policy "system" on "connectors"."events" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."folder_entries" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."folder_entries" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."folder_entries" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."folder_roots" enable row level security`);
    this.addSql(`create policy "system" on "connectors"."folder_roots" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."members" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."members" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."members" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."parked_events" enable row level security`);
    this.addSql(`create policy "system" on "connectors"."parked_events" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."pending_deletions" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."pending_deletions" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."pending_deletions" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."sources" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."sources" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."sources" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."source_grantees" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."source_grantees" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."source_grantees" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."sync_runs" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."sync_runs" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."sync_runs" to "conhub_connectors_system" using (true) with check (true)`);
    this.addSql(`alter table "connectors"."usage" enable row level security`);
    this.addSql(
      `create policy "tenant" on "connectors"."usage" to "conhub_connectors_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "connectors"."usage" to "conhub_connectors_system" using (true) with check (true)`);
  }
}
