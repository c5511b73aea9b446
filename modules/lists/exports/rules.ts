/** For so many days the file of an export can be fetched: it holds what a list shows, and is written anew in a moment. */
export const EXPORT_FILE_DAYS = 7;
