import styles from './keys.module.css';
import type { Stretch } from './options.ts';

/** A text with the stretches that answer a search emphasised. */
export function Marked({ text, marks = [] }: { text: string; marks?: readonly Stretch[] | undefined }) {
  let at = 0;
  const parts = marks.flatMap(([from, to]) => {
    const plain = text.slice(at, from);
    at = Math.max(at, to);
    return [
      plain,
      <mark key={from} className={styles.marked}>
        {text.slice(from, to)}
      </mark>,
    ];
  });
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
