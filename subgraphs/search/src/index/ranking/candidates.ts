import type { ParsedQuery } from '../../analyzer/parse-query.ts';
import { documentKinds } from '../document-kind.ts';
import type { Organization } from '../organization.ts';
import { type DenseScores, scanVectors } from './dense-leg.ts';
import { type LegScale, type LegWeights, normalized, scaleOf, weightsAlone, weightsOfLegs, weightsWithFeedback } from './fusion.ts';
import { definitionsOf } from './definitions.ts';
import { documentsAt, documentsWith, lexicalScores } from './lexical-leg.ts';
import type { Passing } from './passing.ts';
import { likenessToBest } from './pseudo-feedback.ts';
import type { Boost, LegRank } from './query.ts';
import type { VectorQuery } from './search.ts';

/** Candidates a leg. */
const candidatesMax = 200;
/** Documents that are raised because they were asked for by name. */
const raisedMax = 50;
/** What a document that was asked for by name and that no leg has found is given, so that it can be raised. */
const leastPlace = 0.01;
/** How far above what it overtakes a raised document comes to stand. */
const step = 1.01;

export interface Candidate {
  readonly slot: number;
  readonly id: string;
  /** Σ weight · normalized × Π factor, summed and multiplied in the order of `legs` and `boosts`. */
  readonly score: number;
  readonly legs: readonly LegRank[];
  readonly boosts: readonly Boost[];
  /** The line of the definition that was asked for. */
  readonly line: number | null;
}

interface Claim {
  readonly name: Boost['name'];
  /** Tens keep the tiers apart: sums of two legs lie below. */
  readonly tier: number;
  readonly line: number | null;
}

/** What fits the query, the best first: both legs fused, and what was asked for by name in front. */
export function candidatesOf(organization: Organization, query: VectorQuery, parsed: ParsedQuery, passing: Passing): Candidate[] {
  const { documents, vectors } = organization;
  const lexical = query.mode === 'SEMANTIC' ? null : lexicalScores(organization, parsed);
  const dense = query.mode === 'LEXICAL' || query.vector === null ? null : scanVectors(vectors, query.vector, passing.flags);
  const claims = lexical === null ? new Map<number, Claim>() : claimsOf(organization, parsed);
  const legs = [
    ...(dense === null ? [] : [denseLeg(dense, documents.ids)]),
    ...(lexical === null ? [] : [lexicalLeg(lexical, new Set(claims.keys()))]),
  ];
  const slots = [...new Set([...legs.toReversed().flatMap((leg) => leg.top), ...claims.keys()])];
  const candidates = (taking: readonly Leg[], weightsOf: (isCode: boolean) => LegWeights): Candidate[] =>
    slots
      .map((slot): Candidate => {
        const weights = weightsOf(documents.kind[slot] === documentKinds.indexOf('CODE'));
        const ranks = taking.filter(({ name }) => weights[name] > 0).map((leg) => ({ ...leg.standing(slot), weight: weights[leg.name] }));
        return {
          slot,
          id: documents.ids[slot] ?? '',
          score: scoreOf(ranks, []),
          legs: ranks,
          boosts: [],
          line: claims.get(slot)?.line ?? null,
        };
      })
      .sort(byScore);
  if (dense === null || lexical === null) return raised(candidates(legs, weightsAlone), claims);
  const likeness = likenessToBest(vectors, dense, candidates(legs, weightsOfLegs));
  return raised(candidates([...legs, feedbackLeg(likeness, slots)], weightsWithFeedback), claims);
}

const byScore = (a: Candidate, b: Candidate): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/** The formula that an explanation states. */
const scoreOf = (legs: readonly LegRank[], boosts: readonly Boost[]): number =>
  boosts.reduce(
    (product, boost) => product * boost.factor,
    legs.reduce((sum, leg) => sum + leg.weight * leg.normalized, 0),
  );

interface Leg {
  readonly name: LegRank['leg'];
  readonly top: readonly number[];
  standing(slot: number): Omit<LegRank, 'weight'>;
}

function legOf(
  name: LegRank['leg'],
  top: readonly number[],
  score: (slot: number) => number | undefined,
  least: (slot: number) => number,
): Leg {
  const scale: LegScale = scaleOf(top.map((slot) => score(slot) ?? 0));
  const ranks = new Map(top.map((slot, index) => [slot, index + 1]));
  return {
    name,
    top,
    standing(slot) {
      const own = score(slot);
      return {
        leg: name,
        rank: ranks.get(slot) ?? null,
        score: own ?? null,
        ...scale,
        normalized: Math.max(normalized(own, scale), least(slot)),
      };
    },
  };
}

const denseLeg = (dense: DenseScores, ids: readonly string[]): Leg =>
  legOf(
    'SEMANTIC',
    dense.top(candidatesMax, ids),
    (slot) => dense.similarityOf(slot),
    () => 0,
  );

const lexicalLeg = (scores: ReadonlyMap<number, number>, claimed: ReadonlySet<number>): Leg =>
  legOf(
    'LEXICAL',
    [...scores.keys()].slice(0, candidatesMax),
    (slot) => scores.get(slot),
    (slot) => (claimed.has(slot) ? leastPlace : 0),
  );

/** Of what the other two have found: its scale is that of its own best, as theirs is. */
function feedbackLeg(likeness: (slot: number) => number | undefined, slots: readonly number[]): Leg {
  const likenesses = new Map<number, number>();
  for (const slot of slots) {
    const cosine = likeness(slot);
    if (cosine !== undefined) likenesses.set(slot, cosine);
  }
  const nearest = [...likenesses.keys()].sort((a, b) => (likenesses.get(b) as number) - (likenesses.get(a) as number) || a - b);
  return legOf(
    'PSEUDO_FEEDBACK',
    nearest.slice(0, candidatesMax),
    (slot) => likenesses.get(slot),
    () => 0,
  );
}

/**
 * What was asked for by name, however the legs see it: a definition (the closest first), a path, all quoted phrases, an identifier as a
 * whole.
 */
function claimsOf(organization: Organization, parsed: ParsedQuery): Map<number, Claim> {
  const claims = new Map<number, Claim>();
  for (const slot of documentsWith(organization, parsed, raisedMax)) claims.set(slot, { name: 'phrase', tier: 10, line: null });
  if (parsed.path !== null) {
    documentsAt(organization, parsed.path, raisedMax).forEach((slot, index) =>
      claims.set(slot, { name: 'path', tier: 10_000 - 10 * index, line: null }),
    );
  }
  // A difference in fit outweighs any score; equal fits are told apart by it.
  for (const { slot, fit, line, isContained } of definitionsOf(organization, parsed.name, raisedMax)) {
    // What may be a file's name is a member's only in the container that it names, and where no file is called so.
    if (parsed.path !== null && (!isContained || claims.get(slot)?.name === 'path')) continue;
    claims.set(slot, { name: 'definition', tier: 100 + 10 * fit, line });
  }
  return claims;
}

/**
 * Puts the claimed documents in front, tier by tier, each by a factor that lifts it just above what it overtakes: the order is the order of
 * the scores, and a score says by how much.
 */
function raised(ordered: readonly Candidate[], claims: ReadonlyMap<number, Claim>): Candidate[] {
  if (claims.size === 0) return [...ordered];
  const others = ordered.filter(({ slot }) => !claims.has(slot));
  const tierOf = ({ slot }: Candidate): number => claims.get(slot)?.tier ?? 0;
  const claimed = ordered.filter(({ slot }) => claims.has(slot)).toSorted((a, b) => tierOf(b) - tierOf(a) || byScore(a, b));
  let below = others[0]?.score ?? 0;
  const lifted: Candidate[] = [];
  for (const candidate of claimed.toReversed()) {
    const factor = candidate.score > below ? 1 : (below * step) / candidate.score;
    const boosts = [{ name: (claims.get(candidate.slot) as Claim).name, factor }];
    const score = scoreOf(candidate.legs, boosts);
    lifted.push({ ...candidate, score, boosts });
    below = score;
  }
  return [...lifted.toReversed(), ...others];
}
