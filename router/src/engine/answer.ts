import { GraphQLError, type ExecutionResult } from 'graphql';
import { maskedMessage, type Failure, type Run } from './execution.ts';
import type { Path } from './failure.ts';
import type { Limits } from './limits.ts';
import { clientPath, pathsOf } from './locate.ts';
import { project, type Projection, type Shape } from './projection.ts';
import type { Capability } from './requirements.ts';

export interface AuditedRead {
  /** `Type.field` */
  readonly field: string;
  readonly id: string;
}

export interface Answer {
  readonly result: ExecutionResult;
  readonly audited: readonly AuditedRead[];
  /** Objects and fields that were denied only when their type was known. */
  readonly denied: readonly { readonly coordinate: string; readonly path: Path }[];
  /** Required fields without a value and without an error: a subgraph broke its word. */
  readonly broken: readonly { readonly coordinate: string; readonly path: Path }[];
}

interface Found {
  readonly code: string;
  readonly message: string;
  readonly path: Path | null;
  readonly extensions: Record<string, unknown>;
}

/** Shapes what was fetched into what the client asked for, with every error at its place. */
export function answerOf(shape: Shape, run: Run, capability: Capability, limits: Limits): Answer {
  const errors: Found[] = run.failures.flatMap((failure) => placeFailure(failure, run, shape));
  const audited: AuditedRead[] = [];
  const denied: { coordinate: string; path: Path }[] = [];
  const missing: { coordinate: string; path: Path }[] = [];
  const projection: Projection = {
    variables: run.variables,
    capability,
    absent: run.absent,
    path: [],
    denied: (path, coordinate) => denied.push({ coordinate, path: [...path] }),
    missing: (path, coordinate, isAbsent) => {
      if (!isAbsent) missing.push({ coordinate, path: [...path] });
    },
    audited: (field, id) => {
      if (typeof id === 'string') audited.push({ field, id });
    },
  };
  const data = project(shape, run.data, projection);
  for (const { path } of denied) errors.push({ ...deniedError(run), path, extensions: {} });
  const broken = missing.filter(
    ({ path }) => !errors.some((error) => error.path === null || isPrefix(error.path, path) || isPrefix(path, error.path)),
  );
  for (const { path } of broken) errors.push({ code: 'INTERNAL_SERVER_ERROR', message: maskedMessage, path, extensions: {} });
  if (errors.length === 0) return { result: { data }, audited, denied, broken };
  return { result: { data, errors: present(errors, run.request.id, limits.errorsMax) }, audited, denied, broken };
}

export function deniedError({ viewer }: Pick<Run, 'viewer'>): { code: 'UNAUTHENTICATED' | 'FORBIDDEN'; message: string } {
  return viewer.kind === 'anonymous'
    ? { code: 'UNAUTHENTICATED', message: 'Sign in to see this' }
    : { code: 'FORBIDDEN', message: 'You do not have the right to see or do this' };
}

const isPrefix = (prefix: Path, path: Path): boolean => prefix.length <= path.length && prefix.every((step, index) => path[index] === step);

function placeFailure(failure: Failure, run: Run, shape: Shape): Found[] {
  const { code, message, extensions, unit, rest } = failure;
  const places = pathsOf(run.data, unit.path, failure.targets);
  const tails: readonly Path[] = rest !== null ? [rest] : unit.keys.length === 0 ? [[]] : unit.keys.map((key) => [key]);
  return places.flatMap((place) =>
    tails.map((tail) => ({ code, message, extensions, path: clientPath([...place, ...tail], shape, run.data) })),
  );
}

/** Equal errors at one place are one; the number of errors is bounded. */
function present(errors: readonly Found[], requestId: string, errorsMax: number): GraphQLError[] {
  const seen = new Set<string>();
  const shown: GraphQLError[] = [];
  for (const { code, message, path, extensions } of errors) {
    const key = JSON.stringify([code, message, path]);
    if (seen.has(key)) continue;
    seen.add(key);
    const place = path === null || path.length === 0 ? {} : { path };
    shown.push(new GraphQLError(message, { ...place, extensions: { ...extensions, code, requestId } }));
    if (shown.length >= errorsMax) break;
  }
  return shown;
}
