/** What saving a cell throws when a colleague has changed the very same value meanwhile: theirs, and how to save one's own all the same. */
export class CellConflict extends Error {
  readonly theirs: string;
  readonly overwrite: () => Promise<unknown>;

  constructor(theirs: string, overwrite: () => Promise<unknown>) {
    super('a colleague has changed the same value');
    this.name = 'CellConflict';
    this.theirs = theirs;
    this.overwrite = overwrite;
  }
}
