/** Tokens stand in the fragment and are redeemed by POST: previews and logs eat what stands in a path or a query. */
const link = (publicUrl: string, name: string, token: string): string => new URL(`/#${name}=${token}`, publicUrl).href;

export const setupLink = (publicUrl: string, token: string): string => link(publicUrl, 'setup', token);
export const invitationLink = (publicUrl: string, token: string): string => link(publicUrl, 'invitation', token);
export const signInLink = (publicUrl: string, token: string): string => link(publicUrl, 'link', token);
