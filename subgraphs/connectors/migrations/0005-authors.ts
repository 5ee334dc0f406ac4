import { Migration } from '@mikro-orm/migrations';

export class Migration0005 extends Migration {
  override up(): void {
    this.addSql(
      `alter table "connectors"."documents" add "author_name" text null, add "author_email" text null, add "author_id" uuid null`,
    );
    // Notes and uploads are by whose source they lie in.
    this.addSql(
      `update "connectors"."documents" d set "author_id" = a."owner_id" from "connectors"."sources" s join "connectors"."connected_accounts" a on a."id" = s."account_id" where s."id" = d."source_id" and s."kind" = 'BUILT_IN' and d."state" = 'AVAILABLE'`,
    );
  }
}
