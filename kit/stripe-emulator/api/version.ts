/** The API version that the installed SDK is made for, and the only one spoken here. */
export const API_VERSION = '2026-10-28.endive';
