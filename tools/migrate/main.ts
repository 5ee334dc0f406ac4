/**
 * Writes a subgraph's next migration: the difference between its entities and what its migrations make.
 *
 *   node tools/migrate/main.ts users add_avatar
 *
 * A migration that has landed is never changed; read what this writes before you commit it. With `--check` as the only
 * argument it makes no file and fails if any subgraph's entities and migrations differ.
 */
import { mkdtemp, readdir, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateBinaries, startCluster } from '@conhub/postgres';
import { type DatabaseOptions, migrate, ormOptions } from '@conhub/subgraph-kit/database';
import { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';

const names = ['users', 'connectors', 'search', 'audit'];
const root = new URL('../../', import.meta.url);

type Definition = Pick<DatabaseOptions, 'subgraph' | 'entities' | 'migrations'>;

async function difference(definition: Definition, server: { host: string; port: number; user: string }): Promise<string> {
  const admin = new Client({ ...server, database: 'postgres' });
  await admin.connect();
  await admin.query(`create database ${definition.subgraph}`);
  await admin.end();
  const options = { ...definition, connection: { ...server, database: definition.subgraph } };
  await migrate(options);
  const orm = await MikroORM.init(ormOptions(options, 'owner'));
  const sql = await orm.schema.getUpdateSchemaSQL();
  await orm.close();
  return sql
    .replaceAll(/^set names 'utf8';\n*/gm, '')
    .replaceAll(/^create schema if not exists .*;\n*/gm, '')
    .trim();
}

async function main(): Promise<number> {
  const [first, title] = process.argv.slice(2);
  const chosen = first === '--check' ? names : names.filter((name) => name === first);
  if (chosen.length === 0) {
    process.stderr.write(`usage: node tools/migrate/main.ts (${names.join(' | ')}) title | --check\n`);
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'conhub-migrate-'));
  await chmod(folder, 0o711);
  const cluster = await startCluster({
    binaries: await locateBinaries(join(tmpdir(), 'conhub-test-binaries')),
    dataFolder: join(folder, 'postgres'),
    socketFolder: join(folder, 'socket'),
    settings: { fsync: 'off' },
  });
  try {
    let isEqual = true;
    for (const name of chosen) {
      const module = (await import(new URL(`subgraphs/${name}/src/mikro-orm.config.ts`, root).href)) as { definition: Definition };
      const sql = await difference(module.definition, cluster.connection);
      if (first === '--check') {
        if (sql !== '') {
          isEqual = false;
          process.stderr.write(`${name}: the entities and the migrations differ:\n${sql}\n`);
        }
      } else if (sql === '') {
        process.stdout.write(`${name}: nothing to migrate\n`);
      } else {
        process.stdout.write(`${await write(name, title ?? 'change', sql)}\n`);
      }
    }
    return isEqual ? 0 : 1;
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function write(name: string, title: string, sql: string): Promise<string> {
  const migrations = new URL(`subgraphs/${name}/migrations/`, root);
  const count = (await readdir(migrations).catch(() => [])).filter((file) => /^\d{4}-/.test(file)).length;
  const number = String(count + 1).padStart(4, '0');
  const file = new URL(`${number}-${title.replaceAll('_', '-')}.ts`, migrations);
  const className = `Migration${number}`;
  const statements = sql
    .split(/;\n+/)
    .map((statement) => statement.trim().replace(/;$/, ''))
    .filter((statement) => statement !== '');
  const body = statements
    .map((statement) => `    this.addSql(\`${statement.replaceAll('`', '\\`').replaceAll('${', '\\${')}\`);`)
    .join('\n');
  await writeFile(
    file,
    `import { Migration } from '@mikro-orm/migrations';\n\nexport class ${className} extends Migration {\n  override up(): void {\n${body}\n  }\n}\n`,
  );
  return file.pathname;
}

process.exitCode = await main();
