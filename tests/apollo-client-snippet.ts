import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { createClient } from 'graphql-ws';

export function createConHubClient(url: string, token: string) {
  const http = new HttpLink({ uri: `${url}/graphql`, headers: { authorization: `Bearer ${token}` } });
  const socket = new GraphQLWsLink(
    createClient({ url: `${url.replace(/^http/, 'ws')}/graphql`, connectionParams: { authorization: `Bearer ${token}` } }),
  );
  const isSubscription = ({ query }: ApolloLink.Operation): boolean => {
    const definition = getMainDefinition(query);
    return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
  };
  return new ApolloClient({
    link: ApolloLink.split(isSubscription, socket, http),
    // `SearchHit.id` is its document's id, and both are cached: keep hits by their place in the list.
    cache: new InMemoryCache({ typePolicies: { SearchHit: { keyFields: false }, Organization: { keyFields: ['id'] } } }),
  });
}

export const SEARCH = gql`
  query Search($query: String!) {
    search(query: $query, first: 10) {
      nodes {
        id
        score
        document {
          id
          title
          path
        }
        passages(first: 1) {
          text
        }
      }
    }
  }
`;
