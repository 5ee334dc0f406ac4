import { type Viewer, hasScope } from '@conhub/subgraph-kit';
import type { ApiKey } from './api-key.entity.ts';

/** Who manages keys sees all of the organization's; everybody sees those they made, and a key sees itself. */
export const canSeeApiKey = (viewer: Viewer, key: ApiKey): boolean =>
  hasScope(viewer, 'keys:manage') ||
  (viewer.kind === 'user' && key.createdBy === viewer.userId) ||
  (viewer.kind === 'apiKey' && key.id === viewer.apiKeyId);
