/** The explorer's first tabs. A test holds each against the published schema. */
export const examples = [
  {
    query: `# Search by meaning and by word at once:
# write a question, then press Ctrl-Enter.
# Ctrl-Space shows what else can be asked.
query Search {
  search(query: "how do we rotate tokens", first: 10) {
    totalEstimate
    tookMs
    degraded {
      leg
      problem {
        message
        action
      }
    }
    nodes {
      score
      document {
        title
        path
        source {
          name
        }
      }
      passages {
        text
        highlights {
          start
          end
        }
        location {
          headings
          startLine
          endLine
        }
      }
    }
  }
}
`,
  },
  {
    query: `# What is connected, and how fresh is what we know of it?
query Sources {
  organization {
    name
    sources(first: 20) {
      totalCount
      nodes {
        name
        path
        status
        problem {
          message
          action
        }
        freshness {
          status
          missingEstimate
        }
        indexing {
          pending
          indexed
          failed
        }
        lastSync {
          status
          finishedAt
          counts {
            discovered
            fetched
            failed
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Live: where every sync stands.
# Change a file and watch.
subscription Progress {
  syncProgress {
    syncRun {
      status
      phase
      counts {
        discovered
        fetched
        failed
      }
      indexing {
        pending
        indexed
      }
      source {
        name
        account {
          owner {
            displayName
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Who am I here, and what may I do?
query WhoAmI {
  viewer {
    user {
      displayName
      email
    }
    organization {
      name
      slug
    }
    membership {
      role {
        name
      }
    }
    scopes
  }
}
`,
  },
];
