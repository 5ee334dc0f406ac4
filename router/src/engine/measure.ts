import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode, type ValueNode } from 'graphql';
import { badInput, refusal, type Refusal } from './failure.ts';
import type { Limits } from './limits.ts';
import { faultyText } from './text.ts';

/** What a selection set costs with its fragments expanded. Sums are capped by nothing: doubles hold 2^20 spreads of 2^20 spreads. */
interface Size {
  depth: number;
  aliases: number;
  fields: number;
  selections: number;
}

/** Mutations that check a password or a token: guessing must not be cheaper by putting many into one request. */
const authenticationMutations: ReadonlySet<string> = new Set([
  'completeSetup',
  'register',
  'signIn',
  'completeSignIn',
  'completeOAuthSignIn',
  'refreshSession',
  'resetPassword',
  'reauthenticate',
  'changePassword',
  'acceptInvitation',
]);

/** A key of this name would set an object's prototype instead of a value. */
const reservedName = refusal('BAD_REQUEST', 'The name __proto__ is reserved');

/**
 * Measures a parsed document before it is validated, in time linear in its text: each fragment is measured once, however often it is
 * spread (the fragment bomb of 20 fragments with two spreads each costs 20 visits, not 2^20). A fragment that spreads itself counts
 * once here; validation refuses it.
 */
export function measure(document: DocumentNode, limits: Limits): Refusal | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Size>();
  let fault: Refusal | null = null;

  const text = (value: ValueNode, path: readonly (string | number)[]): void => {
    if (value.kind === Kind.STRING) {
      const wrong = faultyText(value.value);
      if (wrong !== null) fault ??= badInput([{ path, code: 'INVALID_TEXT', message: `${path.join('.')} ${wrong}` }]);
    } else if (value.kind === Kind.LIST) value.values.forEach((item, index) => text(item, [...path, index]));
    else if (value.kind === Kind.OBJECT) for (const field of value.fields) text(field.value, [...path, field.name.value]);
  };

  const fragmentSize = (name: string): Size => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const size: Size = { depth: 0, aliases: 0, fields: 0, selections: 0 };
    measured.set(name, size); // seen first, so that a cycle ends
    const fragment = fragments.get(name);
    if (fragment !== undefined) Object.assign(size, sizeOf(fragment.selectionSet));
    return size;
  };
  const sizeOf = (set: SelectionSetNode): Size => {
    const total: Size = { depth: 0, aliases: 0, fields: 0, selections: 0 };
    for (const selection of set.selections) {
      total.selections += 1;
      if (selection.kind === Kind.FIELD) {
        total.fields += 1;
        if (selection.alias !== undefined) {
          total.aliases += 1;
          if (selection.alias.value === '__proto__') fault ??= reservedName;
        }
        for (const argument of selection.arguments ?? []) text(argument.value, [argument.name.value]);
        const inner = selection.selectionSet === undefined ? null : sizeOf(selection.selectionSet);
        const exempt = selection.name.value.startsWith('__');
        total.depth = Math.max(total.depth, exempt ? 0 : 1 + (inner?.depth ?? 0));
        total.aliases += inner?.aliases ?? 0;
        total.selections += inner?.selections ?? 0;
      } else {
        const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragmentSize(selection.name.value) : sizeOf(selection.selectionSet);
        total.depth = Math.max(total.depth, inner.depth);
        total.aliases += inner.aliases;
        total.fields += inner.fields;
        total.selections += inner.selections;
      }
    }
    return total;
  };

  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragmentSize(definition.name.value);
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    for (const { variable, defaultValue } of definition.variableDefinitions ?? []) {
      if (variable.name.value === '__proto__') fault ??= reservedName;
      if (defaultValue) text(defaultValue, [variable.name.value]);
    }
    const size = sizeOf(definition.selectionSet);
    const exceeded = exceededLimit(size, limits);
    if (exceeded !== null) return exceeded;
    if (definition.operation === 'mutation' && authentications(definition.selectionSet, fragments) > 1) {
      return refusal('OPERATION_TOO_COMPLEX', 'An operation may hold one sign-in, registration or other check of a secret', { limit: 1 });
    }
  }
  for (const size of measured.values()) {
    // A fragment that nothing spreads is validated too, so its size counts; depth counts where it is spread (introspection is exempt).
    const exceeded = exceededLimit(size, { ...limits, depthMax: Infinity, rootFieldsMax: Infinity });
    if (exceeded !== null) return exceeded;
  }
  return fault;
}

function exceededLimit(size: Size, limits: Limits): Refusal | null {
  const { depthMax, aliasesMax, rootFieldsMax, recursiveSelectionsMax } = limits;
  if (size.depth > depthMax)
    return refusal('OPERATION_TOO_DEEP', `The operation nests fields deeper than ${depthMax}`, { limit: depthMax, used: size.depth });
  const parts = [
    ['selections with fragments expanded', size.selections, recursiveSelectionsMax],
    ['aliases', size.aliases, aliasesMax],
    ['root fields', size.fields, rootFieldsMax],
  ] as const;
  for (const [what, used, limit] of parts) {
    if (used > limit) return refusal('OPERATION_TOO_COMPLEX', `The operation has more than ${limit} ${what}`, { limit, used });
  }
  return null;
}

/** At most `recursiveSelectionsMax` visits: called only after that limit has been checked. */
function authentications(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  open: readonly string[] = [],
): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) count += authenticationMutations.has(selection.name.value) ? 1 : 0;
    else if (selection.kind === Kind.INLINE_FRAGMENT) count += authentications(selection.selectionSet, fragments, open);
    else if (!open.includes(selection.name.value)) {
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) count += authentications(fragment.selectionSet, fragments, [...open, selection.name.value]);
    }
  }
  return count;
}
