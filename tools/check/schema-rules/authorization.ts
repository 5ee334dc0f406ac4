import { scopes } from '@conhub/subgraph-kit';
import { Kind, visit } from 'graphql';
import { type SchemaRule, hasDirective, rootFields } from './graph.ts';

/** What somebody who is not signed in may ask. `node` and `nodes` are the router's and check the type they find. */
const anonymousQueries = new Set(['viewer', 'invitation', 'signInOptions']);

/** What somebody who is not signed in may do: become somebody. */
const anonymousMutations = new Set(['completeSetup', 'register', 'signIn', 'refreshSession']);

/** Mutations without a scope: a person's own affairs, which API keys are refused. */
const personsOwnMutations = new Set([
  'signOut',
  'endSession',
  'changePassword',
  'updateProfile',
  'createOrganization',
  'acceptInvitation',
  // One's own membership needs no scope; another's takes `members:manage`, which the use case asks for.
  'removeMember',
]);

const isScoped = (field: Parameters<typeof hasDirective>[0]): boolean => hasDirective(field, 'requiresScopes');
const isProtected = (field: Parameters<typeof hasDirective>[0]): boolean => isScoped(field) || hasDirective(field, 'authenticated');

/** Everything one can enter the graph by asks who is there, but for a list that is short on purpose. */
export const anonymousRootFields: SchemaRule = (graph) =>
  rootFields(graph)
    .filter(
      ({ field, type }) =>
        !isProtected(field) &&
        !(type === 'Query' ? anonymousQueries : type === 'Mutation' ? anonymousMutations : new Set()).has(field.name.value),
    )
    .map(({ field, type }) => `${type}.${field.name.value} can be asked without signing in and is not on the list of those`);

export const authorizedMutations: SchemaRule = (graph) =>
  rootFields(graph)
    .filter(
      ({ type, field }) =>
        type === 'Mutation' && !isScoped(field) && !anonymousMutations.has(field.name.value) && !personsOwnMutations.has(field.name.value),
    )
    .map(({ field }) => `Mutation.${field.name.value} needs a scope: it is neither a person's own affair nor for the anonymous`);

/** A scope in a schema that the kit does not know can never be held. */
export const knownScopes: SchemaRule = ({ subgraphs }) => {
  const known = new Set<string>(scopes);
  const faults: string[] = [];
  for (const { name, document } of subgraphs) {
    visit(document, {
      Directive(directive) {
        if (directive.name.value !== 'requiresScopes') return;
        visit(directive, {
          StringValue(value) {
            if (value.kind === Kind.STRING && !known.has(value.value))
              faults.push(`${name} requires the scope ${value.value}, which does not exist`);
          },
        });
      },
    });
  }
  return faults;
};
