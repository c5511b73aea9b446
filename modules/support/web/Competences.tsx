import { useWrite } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { LoadBar } from '#ui-kit/marks/Bars.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type SupportDesk, setLevelRoute } from '../contract.ts';
import styles from './support.module.css';

const LEVELS = [1, 2, 3] as const;
const ABLE = 2;

/** Who can do what, against how many should; beside it how evenly the hours are spread. */
export function Competences({ desk }: { desk: SupportDesk }) {
  const { t, format } = useText();
  const set = useWrite(setLevelRoute);
  if (desk.competences.length === 0) return null;
  return (
    <div className={styles.below}>
      <Section title={t('support.competences')} note={t('support.competences_note')}>
        <div className={styles.scroll}>
          <table className={styles.matrix}>
            <thead>
              <tr>
                <th>{t('support.type')}</th>
                {desk.specialists.map((one) => (
                  <th key={one.id}>{one.full_name.split(' ')[0]}</th>
                ))}
                <th>{t('support.have')}</th>
              </tr>
            </thead>
            <tbody>
              {desk.competences.map((competence) => {
                const able = competence.levels.filter((one) => one.level >= ABLE).length;
                return (
                  <tr key={competence.id}>
                    <th scope="row">{competence.name}</th>
                    {desk.specialists.map((one) => (
                      <td key={one.id}>
                        <Pips
                          level={competence.levels.find((level) => level.employee_id === one.id)?.level ?? 0}
                          name={`${one.full_name}, ${competence.name}`}
                          onSet={
                            desk.may_route
                              ? (level) =>
                                  set.mutate({ params: { id: competence.id, employee_id: one.id }, body: { level } })
                              : undefined
                          }
                        />
                      </td>
                    ))}
                    <td className={able < competence.target_people ? 'strong' : ''}>
                      {format.outOf(able, competence.target_people)}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        {desk.competences.some((competence) => !competence.levels.some(({ level }) => level >= ABLE)) ? (
          <p className="ink-3 t-small">{t('support.unrated_note')}</p>
        ) : null}
      </Section>
      <Section title={t('support.evenness')}>
        <ul className={styles.list}>
          {desk.specialists.map((one) => (
            <li key={one.id} className={styles.even}>
              <span className="cut">{one.full_name}</span>
              <LoadBar held={one.load_minutes} norm={one.capacity_minutes} label={one.full_name} />
              <span className="nowrap">{format.duration(one.load_minutes)}</span>
            </li>
          ))}
        </ul>
        {desk.variation === null ? null : (
          <p className="ink-2">{t('support.variation', { value: format.number(desk.variation, 2) })}</p>
        )}
      </Section>
    </div>
  );
}

/** Three pips; whoever keeps the matrix presses one to set the level, and the same one again to clear it. */
function Pips({ level, name, onSet }: { level: number; name: string; onSet: ((level: number) => void) | undefined }) {
  const { t } = useText();
  const label = t('support.level', { name, level });
  if (onSet === undefined) {
    return (
      <span className={styles.pips} role="img" aria-label={label}>
        {LEVELS.map((one) => (
          <i key={one} data-on={one <= level || undefined} />
        ))}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={styles.pips}
      aria-label={label}
      onClick={() => onSet((level + 1) % (LEVELS.length + 1))}
    >
      {LEVELS.map((one) => (
        <i key={one} data-on={one <= level || undefined} />
      ))}
    </button>
  );
}
