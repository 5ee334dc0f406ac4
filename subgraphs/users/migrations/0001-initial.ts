import { Migration } from '@mikro-orm/migrations';

export class Migration0001 extends Migration {
  override up(): void {
    this.addSql(
      `create table "users"."api_keys" ("id" uuid not null, "organization_id" uuid not null, "name" text not null, "prefix" text not null, "secret_hash" text not null, "scopes" jsonb not null, "created_by" uuid not null, "membership_id" uuid not null, "created_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "expires_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`alter table "users"."api_keys" add constraint "api_keys_secret_hash_unique" unique ("secret_hash")`);
    this.addSql(
      `create index "api_keys_organization_id_created_at_id_index" on "users"."api_keys" ("organization_id", "created_at", "id")`,
    );
    this.addSql(`create index "api_keys_membership_id_index" on "users"."api_keys" ("membership_id")`);
    this.addSql(
      `create table "users"."credentials" ("user_id" uuid not null, "password_hash" text not null, "changed_at" timestamptz(3) not null, primary key ("user_id"))`,
    );
    this.addSql(
      `create table "users"."events" ("position" bigserial primary key, "xid" xid8 not null default pg_current_xact_id(), "id" uuid not null, "type" text not null, "schema_version" int not null, "lane" text not null, "organization_id" uuid null, "aggregate_type" text not null, "aggregate_id" text not null, "aggregate_version" bigint not null, "subject_type" text null, "subject_id" text null, "occurred_at" timestamptz(3) not null, "actor" jsonb not null, "outcome" text not null, "ip_address" text null, "user_agent" text null, "request_id" text null, "cause" jsonb null, "trace" text null, "payload" jsonb not null)`,
    );
    this.addSql(`alter table "users"."events" add constraint "events_id_unique" unique ("id")`);
    this.addSql(`create index "events_lane_xid_position" on "users"."events" ("lane", "xid", "position")`);
    this.addSql(`create index "events_aggregate_id_position_index" on "users"."events" ("aggregate_id", "position")`);
    this.addSql(
      `create table "users"."installation" ("id" int not null, "set_up_at" timestamptz(3) not null, "set_up_by" uuid not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "users"."invitations" ("id" uuid not null, "organization_id" uuid not null, "email" text not null, "email_key" text not null, "role_key" text not null, "token_hash" text not null, "invited_by" uuid not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "accepted_at" timestamptz(3) null, "accepted_by" uuid null, "revoked_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`alter table "users"."invitations" add constraint "invitations_token_hash_unique" unique ("token_hash")`);
    this.addSql(
      `create index "invitations_organization_id_created_at_id_index" on "users"."invitations" ("organization_id", "created_at", "id")`,
    );
    this.addSql(
      `create unique index "invitations_open" on "users"."invitations" ("organization_id", "email_key") where ((accepted_at is null) and (revoked_at is null))`,
    );
    this.addSql(
      `create table "users"."memberships" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "role_key" text not null, "version" int not null, "joined_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, primary key ("id"))`,
    );
    this.addSql(`create index "memberships_user_id_index" on "users"."memberships" ("user_id")`);
    this.addSql(
      `create index "memberships_organization_id_joined_at_id_index" on "users"."memberships" ("organization_id", "joined_at", "id")`,
    );
    this.addSql(`create unique index "memberships_active" on "users"."memberships" ("organization_id", "user_id") where ended_at is null`);
    this.addSql(
      `create table "users"."one_time_links" ("token_hash" text not null, "user_id" uuid not null, "created_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("token_hash"))`,
    );
    this.addSql(
      `create table "users"."organizations" ("id" uuid not null, "slug" text not null, "name" text not null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`alter table "users"."organizations" add constraint "organizations_slug_unique" unique ("slug")`);
    this.addSql(
      `create table "users"."refresh_tokens" ("token_hash" text not null, "session_id" uuid not null, "created_at" timestamptz(3) not null, "used_at" timestamptz(3) null, "successor" text null, primary key ("token_hash"))`,
    );
    this.addSql(`create index "refresh_tokens_session_id_index" on "users"."refresh_tokens" ("session_id")`);
    this.addSql(
      `create table "users"."sessions" ("id" uuid not null, "user_id" uuid not null, "kind" text not null, "secret_hash" text null, "ip_address" text null, "user_agent" text null, "created_at" timestamptz(3) not null, "last_seen_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "end_reason" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "users"."sessions" add constraint "sessions_secret_hash_unique" unique ("secret_hash")`);
    this.addSql(`create index "sessions_user_id_last_seen_at_index" on "users"."sessions" ("user_id", "last_seen_at")`);
    this.addSql(
      `create table "users"."sign_in_locks" ("email_hash" text not null, "failures" int not null, "window_started_at" timestamptz(3) not null, "locked_until" timestamptz(3) null, primary key ("email_hash"))`,
    );
    this.addSql(
      `create table "users"."users" ("id" uuid not null, "display_name" text not null, "email" text not null, "email_key" text not null, "avatar_url" text null, "version" int not null, "created_at" timestamptz(3) not null, primary key ("id"))`,
    );
    this.addSql(`alter table "users"."users" add constraint "users_email_key_unique" unique ("email_key")`);
    this.addSql(`alter table "users"."api_keys" enable row level security`);
    this.addSql(
      `create policy "tenant" on "users"."api_keys" to "conhub_users_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."api_keys" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."credentials" enable row level security`);
    this.addSql(
      `create policy "person" on "users"."credentials" to "conhub_users_app" using ((user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)) with check ((user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."credentials" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."events" enable row level security`);
    this.addSql(`create policy "append" on "users"."events" for insert to "conhub_users_app" with check (true)`);
    this.addSql(`create policy "own" on "users"."events" for select to "conhub_users_app" using ((xid = pg_current_xact_id()))`);
    this.addSql(`create policy "system" on "users"."events" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."installation" enable row level security`);
    this.addSql(`create policy "system" on "users"."installation" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."invitations" enable row level security`);
    this.addSql(
      `create policy "tenant" on "users"."invitations" to "conhub_users_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."invitations" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."memberships" enable row level security`);
    this.addSql(
      `create policy "tenant" on "users"."memberships" to "conhub_users_app" using ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."memberships" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(
      `create policy "own" on "users"."memberships" for select to "conhub_users_app" using ((user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`alter table "users"."one_time_links" enable row level security`);
    this.addSql(`create policy "system" on "users"."one_time_links" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."organizations" enable row level security`);
    this.addSql(
      `create policy "tenant" on "users"."organizations" to "conhub_users_app" using ((id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."organizations" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`create policy "member" on "users"."organizations" for select to "conhub_users_app" using ((id IN ( SELECT memberships.organization_id
   FROM users.memberships
  WHERE ((memberships.user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid) AND (memberships.ended_at IS NULL)))))`);
    this.addSql(`alter table "users"."refresh_tokens" enable row level security`);
    this.addSql(`create policy "system" on "users"."refresh_tokens" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."sessions" enable row level security`);
    this.addSql(
      `create policy "person" on "users"."sessions" to "conhub_users_app" using ((user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)) with check ((user_id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."sessions" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."sign_in_locks" enable row level security`);
    this.addSql(`create policy "system" on "users"."sign_in_locks" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`alter table "users"."users" enable row level security`);
    this.addSql(
      `create policy "viewer" on "users"."users" to "conhub_users_app" using ((id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('app.person'::text, true), ''::text))::uuid))`,
    );
    this.addSql(`create policy "system" on "users"."users" to "conhub_users_system" using (true) with check (true)`);
    this.addSql(`create policy "colleague" on "users"."users" for select to "conhub_users_app" using ((id IN ( SELECT memberships.user_id
   FROM users.memberships
  WHERE (memberships.organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid))))`);
  }
}
