import type { Path } from './failure.ts';
import type { Data, Shape, ShapeField } from './projection.ts';

/** The objects at a place of the answer, each once. */
export function objectsAt(root: Data, path: readonly string[]): Data[] {
  if (path.length === 0) return [root];
  const found = new Set<Data>();
  visit(root, path, 0, (object) => found.add(object));
  return [...found];
}

function visit(value: unknown, path: readonly string[], depth: number, found: (object: Data) => void): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    const after = path[depth] === '@' ? depth + 1 : depth;
    for (let index = 0; index < value.length; index++) visit(value[index], path, after, found);
    return;
  }
  const step = path[depth];
  if (step === undefined) found(value as Data);
  else visit((value as Data)[step], path, depth + 1, found);
}

/** Where in the answer each of these objects stands; one may stand in several places. Walked only when something failed. */
export function pathsOf(root: Data, path: readonly string[], wanted: ReadonlySet<object>): Path[] {
  const found: Path[] = [];
  const walk = (value: unknown, depth: number, at: Path): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value)) {
      const after = path[depth] === '@' ? depth + 1 : depth;
      for (let index = 0; index < value.length; index++) walk(value[index], after, [...at, index]);
      return;
    }
    const step = path[depth];
    if (step !== undefined) walk((value as Data)[step], depth + 1, [...at, step]);
    else if (wanted.has(value as object)) found.push(at);
  };
  walk(root, 0, []);
  return found;
}

/**
 * A path through the merged data in the client's terms. It ends early where the client did not ask for what follows (a key the planner
 * added), so that the error stands at the nearest thing the client knows.
 */
export function clientPath(path: Path, root: Shape, data: Data): Path {
  const shown: (string | number)[] = [];
  let shape: Shape | null = root;
  let value: unknown = data;
  for (const step of path) {
    if (typeof step === 'number') {
      shown.push(step);
      value = Array.isArray(value) ? value[step] : undefined;
      continue;
    }
    if (shape === null) break;
    const object = (typeof value === 'object' && value !== null ? value : {}) as Data;
    const typeName = typeof object.__typename === 'string' ? object.__typename : undefined;
    const field: ShapeField | undefined = shape
      .fieldsOf(typeName)
      ?.find((candidate) => candidate.source === step && candidate.typename === null);
    if (field === undefined) break;
    shown.push(field.key);
    shape = field.shape;
    value = object[step];
  }
  return shown;
}
