import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './check.ts';

interface SourceRule {
  readonly files: string;
  readonly except?: RegExp;
  readonly pattern: RegExp;
  readonly message: string;
}

/** What oxlint and dependency-cruiser cannot say. */
const rules: readonly SourceRule[] = [
  {
    files: 'subgraphs/*/src/graphql/**/*.ts',
    except: /\.generated\.ts$/,
    pattern: /\bem\s*\.\s*(?:find|findOne|findOneOrFail|getReference|execute|createQueryBuilder|nativeUpdate|nativeDelete)\b/,
    message: 'resolvers reach entities through loaders and use cases, which know what the viewer may see',
  },
  {
    files: '{subgraphs,packages,router,standalone,cli,tools,bench,tests}/**/*.{test,spec}.ts',
    pattern: /\b(?:it|test|describe)\s*\.\s*(?:skip|only|todo)\b|\bvi\s*\.\s*(?:mock|doMock)\(/,
    message: 'no skipped tests and no module mocks',
  },
  {
    files: '{subgraphs,packages,router,standalone,cli,tools,bench,tests}/**/*.ts',
    except: /^tools\/check\/source-rules\.ts$|\.test\.ts$/,
    // In comments: a file may be called TODO.
    pattern: /(?:\/\/|\/\*|^\s*\*).*\b(?:TODO|FIXME|XXX|HACK)\b/,
    message: 'what is not done is not hinted at',
  },
];

const forbiddenNames = /(^|\/)(utils?|helpers?|common|shared|lib|misc)(\.ts$|\/)/;

export const sourceRules: Check = {
  name: 'source rules',
  async run(root) {
    const faults: string[] = [];
    const list = (pattern: string): string[] => globSync(pattern, { cwd: root, exclude: ['**/node_modules/**'] });
    for (const { files, except, pattern, message } of rules) {
      for (const file of list(files)) {
        if (except?.test(file.split(path.sep).join('/')) === true) continue;
        const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
        lines.forEach((line, index) => {
          if (pattern.test(line)) faults.push(`${file}:${index + 1}: ${message}`);
        });
      }
    }
    for (const file of list('{subgraphs,packages,router,standalone,cli,tools,bench,tests}/**/*.ts')) {
      if (forbiddenNames.test(file)) faults.push(`${file}: a file is named after a concept`);
    }
    return faults;
  },
};
