import { Migration } from '@mikro-orm/migrations';

export class Migration0002 extends Migration {
  override up(): void {
    this.addSql(`alter table "connectors"."documents" add "extraction" text null, add "generated" text null`);
    this.addSql(`alter table "connectors"."document_failures" add "extraction" text null`);
  }
}
