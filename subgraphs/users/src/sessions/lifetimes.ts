const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** RFC 9068 tokens are short: what they say is checked against the session's row at every use anyway. */
export const accessTokenMs = 15 * minuteMs;
/** A session that nobody uses ends after this time. */
export const idleTimeoutMs = 14 * dayMs;
/** A session ends after this time however much it is used. */
export const absoluteTimeoutMs = 60 * dayMs;
/** A session that the operator's CLI opened through the data folder: it opens another when it needs one. */
export const operatorTimeoutMs = 12 * 60 * minuteMs;
/** A used refresh token answers its successor again for this long: a reply can be lost on the way. */
export const reuseGraceMs = 30_000;
/** A person may set a password without the old one for this long after signing in. */
export const recentSignInMs = 10 * minuteMs;
export const oneTimeLinkMs = 10 * minuteMs;
export const invitationMs = 7 * dayMs;
