import { isUtf8 } from 'node:buffer';
import type { Extract } from './extracted-document.ts';

export function createExtraction(): { extract: Extract; stop(): Promise<void> } {
  return {
    async extract({ path, bytes }) {
      if (!isUtf8(bytes) || bytes.includes(0)) return { state: 'UNSUPPORTED', kind: 'OTHER', mimeType: null };
      const text = Buffer.from(bytes).toString('utf8');
      const title = /^# (.+)$/m.exec(text)?.[1] ?? null;
      return { state: 'AVAILABLE', text, title, kind: path.endsWith('.ts') ? 'CODE' : 'TEXT', language: null, mimeType: 'text/plain' };
    },
    stop: async () => {},
  };
}
