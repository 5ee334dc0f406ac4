import { hasScope, type Viewer } from '@conhub/subgraph-kit';
import type { Supergraph } from '@apollo/federation-internals';

/** `scopes` is a conjunction of what the directives say; each of them is an OR of ANDs. */
interface Requirement {
  readonly scopes: readonly (readonly (readonly string[])[])[];
}

/** What a viewer may do, in the terms of one supergraph: `allowed[i]` answers requirement i. Cheap to compare by `key`. */
export interface Capability {
  readonly allowed: readonly boolean[];
  readonly key: string;
}

/** Who must the viewer be for a field or an object. A requirement is a number; -1 is none. */
export interface Requirements {
  ofField(typeName: string, fieldName: string): number;
  ofType(typeName: string): number;
  capabilityOf(viewer: Viewer): Capability;
}

type Applied = { readonly name: string; arguments(): { readonly scopes?: readonly (readonly string[])[] } };
interface Annotated {
  readonly name: string;
  readonly appliedDirectives: readonly Applied[];
}

const authenticatedSpec = 'https://specs.apollo.dev/authenticated';
const requiresScopesSpec = 'https://specs.apollo.dev/requiresScopes';
const policySpec = 'https://specs.apollo.dev/policy';

/**
 * Reads `@authenticated` and `@requiresScopes` from a supergraph. A field asks for what it says itself and for what its type says.
 *
 * Composition copies the requirements of all implementing types onto their interface, joined by AND: taken literally, `node` would
 * ask for the sum of every type's. They are left out here; behind an interface or union the object's own type counts, at run time.
 */
export function readRequirements(supergraph: Supergraph): Requirements {
  const features = supergraph.schema.coreFeatures;
  const nameOf = (spec: string): string | undefined => features?.getByIdentity(spec)?.nameInSchema;
  if (nameOf(policySpec) !== undefined) throw new Error('The supergraph uses @policy, which this router does not enforce');
  const authenticated = nameOf(authenticatedSpec);
  const requiresScopes = nameOf(requiresScopesSpec);

  const table: Requirement[] = [];
  const interned = new Map<string, number>();
  const intern = (requirement: Requirement | null): number => {
    if (requirement === null) return -1;
    const key = JSON.stringify(requirement.scopes);
    const known = interned.get(key);
    if (known !== undefined) return known;
    interned.set(key, table.length);
    return table.push(requirement) - 1;
  };
  const own = (element: Annotated): Requirement | null => {
    const applied = element.appliedDirectives.filter(({ name }) => name === authenticated || name === requiresScopes);
    if (applied.length === 0) return null;
    return { scopes: applied.flatMap((directive) => (directive.name === requiresScopes ? [directive.arguments().scopes ?? []] : [])) };
  };
  const both = (a: Requirement | null, b: Requirement | null): Requirement | null =>
    a === null ? b : b === null ? a : { scopes: [...a.scopes, ...b.scopes] };

  const types = new Map<string, Requirement | null>();
  for (const type of supergraph.schema.types())
    types.set(type.name, type.kind === 'InterfaceType' ? null : own(type as unknown as Annotated));
  const typeIndex = new Map([...types].map(([name, requirement]) => [name, intern(requirement)]));
  const fields = new Map<string, number>();
  for (const type of supergraph.schema.types()) {
    if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
    for (const field of type.fields()) {
      const base = field.type === undefined ? undefined : types.get(field.type.toString().replace(/[[\]!]/g, ''));
      const requirement = both(type.kind === 'InterfaceType' ? null : own(field as unknown as Annotated), base ?? null);
      if (requirement !== null) fields.set(`${type.name}.${field.name}`, intern(requirement));
    }
  }

  const met = (viewer: Viewer, requirement: Requirement): boolean =>
    viewer.kind !== 'anonymous' && requirement.scopes.every((anyOf) => anyOf.some((all) => all.every((scope) => hasScope(viewer, scope))));
  const computed = new WeakMap<Viewer, Capability>();
  return {
    ofField: (typeName, fieldName) => fields.get(`${typeName}.${fieldName}`) ?? -1,
    ofType: (typeName) => typeIndex.get(typeName) ?? -1,
    capabilityOf(viewer) {
      let capability = computed.get(viewer);
      if (capability === undefined) {
        const allowed = table.map((requirement) => met(viewer, requirement));
        capability = { allowed, key: allowed.map((yes) => (yes ? '1' : '0')).join('') };
        computed.set(viewer, capability);
      }
      return capability;
    },
  };
}

/** The key of the first plan cache level: only what the operation asks for counts, not who the viewer is. */
export function capabilityKey(requirements: readonly number[], capability: Capability): string {
  let key = '';
  for (const index of requirements) key += capability.allowed[index] === true ? '1' : '0';
  return key;
}
