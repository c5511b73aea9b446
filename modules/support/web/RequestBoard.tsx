import { useClock } from '#ui-kit/clock.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { SupportRequest } from '../contract.ts';
import styles from './support.module.css';

interface RequestBoardProps {
  requests: readonly SupportRequest[];
  openId: string | null;
  onOpen: (id: string) => void;
}

const COLUMNS = ['brief_incomplete', 'queued', 'in_work', 'answered'] as const;

/** Requests by status; in each the one that is due first stands first. */
export function RequestBoard({ requests, openId, onOpen }: RequestBoardProps) {
  const { t } = useText();
  return (
    <div className={styles.board}>
      {COLUMNS.map((column) => {
        const cards = requests.filter((request) => columnOf(request) === column);
        return (
          <section key={column} className={styles.lane} aria-label={t(`support.column.${column}`)}>
            <h2 className={styles.laneHead}>
              {t(`support.column.${column}`)} <span className="ink-3">{cards.length}</span>
              {column === 'brief_incomplete' && cards.length > 0 ? (
                <span className="ink-3"> · {t('support.clock_stands')}</span>
              ) : null}
            </h2>
            {cards.map((request) => (
              <Card key={request.id} request={request} open={request.id === openId} onOpen={onOpen} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function columnOf(request: SupportRequest): (typeof COLUMNS)[number] | null {
  if (request.status === 'asked_again') return 'in_work';
  return COLUMNS.find((column) => column === request.status) ?? null;
}

function Card({ request, open, onOpen }: { request: SupportRequest; open: boolean; onOpen: (id: string) => void }) {
  const { t, format } = useText();
  const clock = useClock();
  const late =
    request.due_at !== null &&
    request.status !== 'answered' &&
    Temporal.Instant.compare(request.due_at, clock.now()) < 0;
  return (
    <button type="button" className={styles.card} aria-pressed={open} onClick={() => onOpen(request.id)}>
      <span className={styles.cardHead}>
        <span className="medium cut">{request.type_name}</span>
        {request.due_at === null ? null : late ? (
          <Late>{format.near(request.due_at, clock.now())}</Late>
        ) : (
          <span className="medium nowrap">{format.near(request.due_at, clock.now())}</span>
        )}
      </span>
      <span className="ink-2 cut">
        {request.client_name} · {request.asker_name}
      </span>
      {request.missing.length > 0 ? (
        <span className="medium">{t('support.missing', { what: request.missing.join(', ') })}</span>
      ) : null}
      {request.learner_name === null ? null : (
        <span className="ink-2 t-small">
          {t('support.learner', { learner: request.learner_name, mentor: request.specialist_name ?? '' })}
        </span>
      )}
      <span className={styles.cardFoot}>
        {request.specialist_name === null ? <span /> : <Avatar name={request.specialist_name} />}
        <span className="ink-3 t-small nowrap">
          {t('support.norm_hours', { hours: format.duration(request.standard_minutes) })}
        </span>
      </span>
    </button>
  );
}
