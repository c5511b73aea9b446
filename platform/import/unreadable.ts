/** A file that turned out unreadable on the way: `reason` is a key of the texts `reason.*` that says what to do about it. */
export class UnreadableFile extends Error {
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The file cannot be read: ${reason}`, options);
    this.reason = reason;
  }
}
