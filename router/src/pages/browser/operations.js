/** What the page asks. A test holds each against the published schema. */

export const session = /* GraphQL */ `
  query PageSession {
    signInOptions {
      hasPassword
      isRegistrationOpen
      needsSetup
    }
    viewer {
      user {
        displayName
        email
      }
      organization {
        id
        name
      }
      memberships(first: 100) {
        nodes {
          organization {
            id
            name
          }
        }
      }
    }
  }
`;

export const completeSetup = /* GraphQL */ `
  mutation PageCompleteSetup($input: CompleteSetupInput!) {
    completeSetup(input: $input) {
      __typename
      ... on SignInPayload {
        accessToken
      }
      ... on Failure {
        message
      }
    }
  }
`;

export const signIn = /* GraphQL */ `
  mutation PageSignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on Failure {
        message
      }
    }
  }
`;

export const signOut = /* GraphQL */ `
  mutation PageSignOut {
    signOut {
      endedSessionId
    }
  }
`;

export const invitation = /* GraphQL */ `
  query PageInvitation($token: String!) {
    invitation(token: $token) {
      organizationName
      email
      expiresAt
    }
  }
`;

export const register = /* GraphQL */ `
  mutation PageRegister($input: RegisterInput!) {
    register(input: $input) {
      __typename
      ... on Failure {
        message
      }
    }
  }
`;

export const acceptInvitation = /* GraphQL */ `
  mutation PageAcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      __typename
      ... on AcceptInvitationPayload {
        membership {
          organization {
            id
          }
        }
      }
      ... on Failure {
        message
      }
    }
  }
`;

export const createOrganization = /* GraphQL */ `
  mutation PageCreateOrganization($input: CreateOrganizationInput!) {
    createOrganization(input: $input) {
      organization {
        id
      }
    }
  }
`;
