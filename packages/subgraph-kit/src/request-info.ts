/** What is known of a request beside who asks: goes into every fact it causes. */
export interface RequestInfo {
  /** `x-request-id`, taken from the client if well-formed, else made by the router. */
  readonly id: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** W3C traceparent, if one came. */
  readonly trace: string | null;
  /** The `conhub_session` cookie's value, if one came; only users reads it. */
  readonly sessionCookie: string | null;
  /** Epoch milliseconds after which nobody waits for the answer. */
  readonly deadline: number | null;
  readonly signal: AbortSignal | null;
  /**
   * Set by a use case that starts or ends a cookie session; the HTTP edge turns it into `Set-Cookie`.
   * `value: null` removes the cookie.
   */
  setSessionCookie?: (value: string | null, expiresAt: Date | null) => void;
}
