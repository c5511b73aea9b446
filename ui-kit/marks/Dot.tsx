import styles from './marks.module.css';

export type DotColour = 'grey' | 'blue' | 'teal' | 'green' | 'yellow' | 'orange' | 'red' | 'violet';

/** A spot of colour before a word that says the same: `<Dot colour="green" />`. */
export function Dot({ colour }: { colour: DotColour }) {
  return <span className={styles.spot} data-colour={colour} aria-hidden="true" />;
}
