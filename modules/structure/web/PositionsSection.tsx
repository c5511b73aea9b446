import { IconUserPlus } from '@tabler/icons-react';
import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { EmploymentView, StructureView } from '../contract.ts';
import { SALES_FUNCTIONS, type SalesFunction } from '../rules.ts';
import styles from './structure.module.css';
import { fullTime } from './structure-names.ts';

type Position = StructureView['positions'][number];

interface PositionsSectionProps {
  structure: StructureView;
  today: string;
  mayEdit: boolean;
  onPosition: (position: Position) => void;
  onTake: (position: Position) => void;
  onHolding: (position: Position, employment: EmploymentView) => void;
  onDrop: (position: Position) => void;
  onDeparture: (employeeId: string) => void;
}

/** Positions by unit: what each answers for, who holds it for which part of their time. */
export function PositionsSection(props: PositionsSectionProps) {
  const { t } = useText();
  const { structure } = props;
  return (
    <Section title={t('structure.positions')} count={structure.positions.length}>
      {structure.units.map((unit) => (
        <div key={unit.id} className={styles.unit}>
          <div className={styles.unitHead}>
            <h3 className="medium">{unit.name}</h3>
            <span className="t-small ink-3">
              {[
                unit.name.toLowerCase() === t(`structure.unit_kind.${unit.kind}`)
                  ? null
                  : t(`structure.unit_kind.${unit.kind}`),
                unit.head_name === null ? null : t('structure.headed_by', { name: unit.head_name }),
              ]
                .filter((words) => words !== null)
                .join(' · ')}
            </span>
          </div>
          <UnitPositions {...props} positions={structure.positions.filter((one) => one.unit_id === unit.id)} />
        </div>
      ))}
      {structure.without_position.length === 0 ? null : (
        <div className={styles.unit}>
          <div className={styles.unitHead}>
            <h3 className="medium">{t('structure.without_position')}</h3>
          </div>
          <ul className={styles.people}>
            {structure.without_position.map((employee) => (
              <li key={employee.id} className="row">
                <Chip look="outline">{employee.full_name}</Chip>
                {props.mayEdit ? (
                  <button type="button" className="link t-small" onClick={() => props.onDeparture(employee.id)}>
                    {t('structure.departs')}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

function UnitPositions(props: PositionsSectionProps & { positions: Position[] }) {
  const { t, format } = useText();
  const { positions, structure, today, mayEdit } = props;
  if (positions.length === 0) return <p className="ink-3">{t('structure.unit_empty')}</p>;
  return (
    <div className={styles.tableScroll}>
      <table className={`${styles.table} ${styles.fixed}`}>
        <colgroup>
          <col style={{ width: '22%' }} />
          <col style={{ width: '27%' }} />
          <col />
          <col style={{ width: 40 }} />
          {mayEdit ? <col style={{ width: 168 }} /> : <col style={{ width: 0 }} />}
        </colgroup>
        <thead className="unseen">
          <tr>
            <th>{t('structure.column.position')}</th>
            <th>{t('structure.column.functions')}</th>
            <th>{t('structure.column.holders')}</th>
            <th>{t('structure.column.full_time')}</th>
            <th>{t('structure.column.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {positions.map((position) => (
            <tr key={position.id}>
              <td className="medium">
                {mayEdit ? (
                  <button type="button" className="link" onClick={() => props.onPosition(position)}>
                    {position.title}
                  </button>
                ) : (
                  position.title
                )}
              </td>
              <td className="ink-2">
                {functionsOf(structure, position.id)
                  .map((fn) => t(`structure.function.${fn}`))
                  .join(', ') || <span className="ink-3">{t('structure.answers_for_nothing')}</span>}
              </td>
              <td>
                <Holders {...props} position={position} />
              </td>
              <td className={`${styles.figure} nowrap`} title={t('structure.column.full_time')}>
                {format.number(fullTime(position, today), 1)}
              </td>
              <td>
                {mayEdit ? (
                  <div className={styles.actions}>
                    <button type="button" className="link t-small" onClick={() => props.onTake(position)}>
                      {t('structure.take')}
                    </button>
                    {functionsOf(structure, position.id).length + position.people.length === 0 ? null : (
                      <button type="button" className="link t-small" onClick={() => props.onDrop(position)}>
                        {t('structure.drop')}
                      </button>
                    )}
                  </div>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Holders(props: PositionsSectionProps & { position: Position }) {
  const { t, format } = useText();
  const { position, today, mayEdit } = props;
  if (position.people.length === 0) {
    return mayEdit ? (
      <Button size="small" icon={IconUserPlus} onClick={() => props.onTake(position)}>
        {t('structure.vacant_take')}
      </Button>
    ) : (
      <span className="ink-3">{t('structure.vacant')}</span>
    );
  }
  return (
    <div className={styles.people}>
      {position.people.map((person) => {
        const notes = [
          person.share_bp === 10_000 ? null : format.basisPoints(person.share_bp),
          person.from > today ? t('structure.from_day', { day: format.date(person.from) }) : null,
          person.until === null ? null : t('structure.until_day', { day: format.date(person.until) }),
          person.present || person.from > today ? null : t('structure.away'),
        ].filter((note) => note !== null);
        const words = [person.full_name, ...notes].join(' · ');
        return mayEdit ? (
          <Chip key={person.id} onClick={() => props.onHolding(position, person)}>
            {words}
          </Chip>
        ) : (
          <Chip key={person.id}>{words}</Chip>
        );
      })}
    </div>
  );
}

function functionsOf(structure: StructureView, positionId: string): SalesFunction[] {
  const held = new Set(
    structure.assignments.filter((one) => one.position_id === positionId).map((one) => one.function),
  );
  return SALES_FUNCTIONS.filter((fn) => held.has(fn));
}
