/** Under which an address is unique: two spellings that differ in case only are one person. */
export const emailKey = (email: string): string => email.trim().toLowerCase();
