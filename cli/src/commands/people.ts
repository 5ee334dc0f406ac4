import type { Command } from 'commander';
import { CliFailure, usage } from '../failure.ts';
import {
  ApiKeysDocument,
  CreateApiKeyDocument,
  InviteMemberDocument,
  ListMembersDocument,
  type ListMembersQuery,
  RevokeApiKeyDocument,
  RolesDocument,
  ShareSourceDocument,
} from '../generated/operations.generated.ts';
import { allPages } from '../connection/all-pages.ts';
import type { Client } from '../connection/client.ts';
import { columns, plain } from '../output/words.ts';
import { findSource } from './find-source.ts';
import { absent, invocationOf, refused } from './invocation.ts';

type Member = NonNullable<NonNullable<ListMembersQuery['organization']>['members']>['nodes'][number];

const allMembers = (client: Client): Promise<Member[]> =>
  allPages('members', async (page) => (await client.execute(ListMembersDocument, page)).organization?.members);

export function registerPeopleCommands(program: Command): void {
  program
    .command('share')
    .description('Say who may see a source: you alone, the organization, or some people')
    .argument('<source>', 'its id, name or path')
    .option('--organization-wide', 'every member of the organization')
    .option('--with <email...>', 'these members')
    .option('--private', 'you alone')
    .action(async (wanted: string, flags: { organizationWide?: boolean; with?: string[]; private?: boolean }, command: Command) => {
      const chosen = [flags.organizationWide === true, flags.with !== undefined, flags.private === true].filter(Boolean);
      if (chosen.length !== 1) throw usage('Say one of --organization-wide, --with EMAIL…, --private');
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const source = await findSource(client, wanted);
      const members = flags.with === undefined ? [] : await allMembers(client);
      const granteeIds = (flags.with ?? []).map((email) => {
        const member = members.find(({ user }) => user.email?.toLowerCase() === email.toLowerCase());
        if (member === undefined)
          throw new CliFailure(1, 'NOT_FOUND', `${email} is not a member of this organization. Invite them: conhub invite ${email}`);
        return member.user.id;
      });
      const visibility = flags.private === true ? 'OWNER' : flags.with === undefined ? 'ORGANIZATION' : 'SHARED';
      const data = await client.execute(ShareSourceDocument, {
        input: { sourceId: source.id, visibility, ...(flags.with === undefined ? {} : { granteeIds }) },
      });
      if (data.shareSource?.source == null) throw absent('source');
      printer.json(data);
      printer.line(
        `${plain(source.name)} can now be seen by ${visibility === 'OWNER' ? 'its owner alone' : visibility === 'ORGANIZATION' ? 'every member of the organization' : (flags.with ?? []).join(', ')}`,
      );
    });

  program
    .command('invite')
    .description('Invite somebody; prints the link to give to them')
    .argument('<email>')
    .option('--role <role>', 'viewer, member, admin or owner', 'member')
    .action(async (email: string, flags: { role: string }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const { organization } = await client.execute(RolesDocument, {});
      const role = organization?.roles?.find(({ name }) => name.toLowerCase() === flags.role.toLowerCase());
      if (role === undefined)
        throw usage(
          `There is no role ${flags.role}: ${organization?.roles?.map(({ name }) => name.toLowerCase()).join(', ') ?? 'none can be read'}`,
        );
      const data = await client.execute(InviteMemberDocument, { input: { email, roleId: role.id } });
      const result = data.inviteMember;
      if (result?.__typename !== 'InviteMemberPayload') throw refused(data, result as never);
      printer.json(data);
      printer.line(
        `Invited ${plain(result.invitation.email)} as ${result.invitation.role.name.toLowerCase()}. Give them this link, valid until ${new Date(result.invitation.expiresAt).toLocaleString()}:`,
      );
      printer.line(`  ${result.acceptUrl}`);
    });

  program
    .command('members')
    .description('List the members of the organization')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const members = await allMembers(hub().client);
      printer.json({ organization: { members: { totalCount: members.length, nodes: members } } });
      for (const line of columns(
        members.map(({ user, role, joinedAt }) => [
          printer.bold(plain(user.displayName)),
          plain(user.email ?? ''),
          role.name.toLowerCase(),
          user.isActive ? '' : 'inactive',
          printer.dim(`since ${joinedAt.slice(0, 10)}`),
        ]),
      ))
        printer.line(line);
    });

  const key = program.command('key').description('API keys for programs');
  key
    .command('create')
    .description('Make a key; its secret is shown once')
    .argument('<name>')
    .requiredOption('--scope <scope...>', 'what it may do, for example search:read documents:read')
    .option('--days <n>', 'how long it is valid; for ever when left out')
    .action(async (name: string, flags: { scope: string[]; days?: string }, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const days = flags.days === undefined ? null : Number(flags.days);
      if (days !== null && !(days > 0 && days <= 36_500)) throw usage('--days is a number above 0, and at most 36500');
      const data = await hub().client.execute(CreateApiKeyDocument, {
        input: {
          name,
          scopes: flags.scope,
          ...(days === null ? {} : { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() }),
        },
      });
      if (data.createApiKey === null) throw absent('organization');
      printer.json(data);
      printer.line(`${data.createApiKey.apiKey.name} (${data.createApiKey.apiKey.id}): this secret is shown once:`);
      printer.line(`  ${data.createApiKey.secret}`);
    });
  key
    .command('list')
    .description('List the keys of the organization')
    .action(async (_flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const { client } = hub();
      const nodes = await allPages('keys', async (page) => (await client.execute(ApiKeysDocument, page)).organization?.apiKeys);
      printer.json({ organization: { apiKeys: { nodes } } });
      for (const line of columns(
        nodes.map(({ id, name, prefix, scopes, revokedAt, expiresAt, lastUsedAt }) => [
          printer.bold(plain(name)),
          `${prefix}…`,
          scopes.join(' '),
          revokedAt ? 'revoked' : expiresAt ? `until ${expiresAt.slice(0, 10)}` : 'for ever',
          printer.dim(`${lastUsedAt ? `used ${lastUsedAt.slice(0, 10)}` : 'never used'}  ${id}`),
        ]),
      ))
        printer.line(line);
    });
  key
    .command('revoke')
    .description('End a key at once')
    .argument('<id>', 'key_…')
    .action(async (id: string, _flags: object, command: Command) => {
      const { printer, hub } = invocationOf(command);
      const data = await hub().client.execute(RevokeApiKeyDocument, { input: { apiKeyId: id } });
      if (data.revokeApiKey?.apiKey == null) throw absent('key');
      printer.json(data);
      printer.line(`Revoked ${plain(data.revokeApiKey.apiKey.name)}`);
    });
}
