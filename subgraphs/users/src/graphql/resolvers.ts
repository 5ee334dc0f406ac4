import { mutations } from './mutations.ts';
import { queries } from './queries.ts';
import { ApiKey, Invitation, Membership, Organization, Role, Session, User, Viewer } from './types.ts';

export const resolvers = { Query: queries, Mutation: mutations, Viewer, User, Organization, Membership, Role, Invitation, ApiKey, Session };
