import { IconMinus, IconPlus, IconTarget } from '@tabler/icons-react';
import { type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useMedia } from '#ui-kit/media.ts';
import { useTheme } from '#ui-kit/preferences.ts';
import { useText } from '#ui-kit/text.tsx';
import type { MapCell } from '../map/contract.ts';
import { STATE_GROUP_NAMES } from '../rules.ts';
import { drawMap, loadOutline, type Outline, type Paint, type Paints } from './map-drawing.ts';
import { cellUnder, type MapView, type Size, zoomed } from './map-view.ts';
import styles from './parts/map.module.css';

export interface MapPictureProps {
  cells: readonly MapCell[];
  /** Those of them whose marks stand on the screen. */
  seen: readonly MapCell[];
  /** Nobody is in sight, though there is somebody elsewhere. */
  lost: boolean;
  view: MapView;
  size: Size;
  onView: (view: MapView) => void;
  onSize: (size: Size) => void;
  onWhole: () => void;
  onPress: (cell: MapCell) => void;
}

const STEP = 1.6;
const MOVE_PX = 80;
/** A finger or a mouse that moves less has pressed, not dragged. */
const STILL_PX = 4;
const PAINTS: readonly Paint[] = [...STATE_GROUP_NAMES, 'land', 'water', 'border', 'ink', 'ground'];

/** The map itself: moved and brought closer by mouse, fingers, keys and buttons. */
export function MapPicture({ cells, seen, lost, view, size, onView, onSize, onWhole, onPress }: MapPictureProps) {
  const { t, format } = useText();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [outline, setOutline] = useState<Outline | null>(null);
  const { scheme } = useTheme();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const middle = [size.width / 2, size.height / 2] as const;
  const zoom = (times: number) => onView(zoomed(view, times, middle));
  const move = (x: number, y: number) => onView({ ...view, x: view.x + x, y: view.y + y });

  useEffect(() => {
    let gone = false;
    void loadOutline().then((loaded) => (gone ? undefined : setOutline(loaded)));
    return () => {
      gone = true;
    };
  }, []);
  const measured = useEffectEvent((width: number, height: number) => onSize({ width, height }));
  useLayoutEffect(() => {
    const box = frame.current;
    if (box === null) return undefined;
    const watcher = new ResizeObserver(() => measured(box.clientWidth, box.clientHeight));
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, which follows the theme
  useLayoutEffect(() => {
    if (canvas.current === null || frame.current === null || size.width === 0) return;
    const paints = paintsOf(frame.current);
    const font = getComputedStyle(frame.current).fontFamily;
    drawMap(canvas.current, { outline, cells, seen, view, size, paints, font, print: format.number });
  }, [outline, cells, seen, view, size, scheme, dark, format]);
  const wheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined) return;
    onView(zoomed(view, 2 ** (-event.deltaY / 300), [event.clientX - box.left, event.clientY - box.top]));
  });
  useEffect(() => {
    const box = canvas.current;
    const turned = (event: WheelEvent) => wheel(event);
    box?.addEventListener('wheel', turned, { passive: false });
    return () => box?.removeEventListener('wheel', turned);
  }, []);
  useKeys(
    {
      Equal: { run: () => zoom(STEP), label: t('clients.map.closer') },
      NumpadAdd: () => zoom(STEP),
      Minus: { run: () => zoom(1 / STEP), label: t('clients.map.farther') },
      NumpadSubtract: () => zoom(1 / STEP),
      Digit0: { run: onWhole, label: t('clients.map.whole') },
      ArrowLeft: { run: () => move(MOVE_PX, 0), label: t('clients.map.left') },
      ArrowRight: { run: () => move(-MOVE_PX, 0), label: t('clients.map.right') },
      ArrowUp: { run: () => move(0, MOVE_PX), label: t('clients.map.up') },
      ArrowDown: { run: () => move(0, -MOVE_PX), label: t('clients.map.down') },
    },
    { group: t('clients.map.name') },
  );
  const hands = useHands({ view, onView, onPress: (at) => pressed(cellUnder(cells, view, at)) });
  const pressed = (cell: MapCell | null) => (cell === null ? undefined : onPress(cell));
  const shown = seen.reduce((all, { count }) => all + count, 0);
  return (
    <div className={styles.frame} ref={frame}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={t('clients.map.picture', { count: shown })}
        {...hands}
      />
      {PAINTS.map((paint) => (
        <span key={paint} className={styles.paint} data-paint={paint} />
      ))}
      {lost ? (
        <div className={styles.lost}>
          <span>{t('clients.map.nobody_here')}</span>
          <Button size="small" icon={IconTarget} onClick={onWhole}>
            {t('clients.map.whole')}
          </Button>
        </div>
      ) : null}
      <div className={styles.buttons}>
        <IconButton icon={IconPlus} label={t('clients.map.closer')} onClick={() => zoom(STEP)} />
        <IconButton icon={IconMinus} label={t('clients.map.farther')} onClick={() => zoom(1 / STEP)} />
        <IconButton icon={IconTarget} label={t('clients.map.whole')} onClick={onWhole} />
      </div>
    </div>
  );
}

/** The colours of the theme as a canvas takes them: worked out by the browser, on marks that nobody sees. */
function paintsOf(frame: HTMLElement): Paints {
  const read = (paint: Paint) => {
    const mark = frame.querySelector(`[data-paint="${paint}"]`);
    return mark === null ? 'gray' : getComputedStyle(mark).backgroundColor;
  };
  return {
    queued: read('queued'),
    in_work: read('in_work'),
    waiting: read('waiting'),
    closed: read('closed'),
    land: read('land'),
    water: read('water'),
    border: read('border'),
    ink: read('ink'),
    ground: read('ground'),
  };
}

interface Hands {
  view: MapView;
  onView: (view: MapView) => void;
  onPress: (at: readonly [number, number]) => void;
}

/** One pointer moves the map, two bring it closer; one that stays still presses. */
function useHands({ view, onView, onPress }: Hands) {
  const held = useRef(new Map<number, readonly [number, number]>());
  const dragged = useRef(false);
  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top] as const;
  };
  const release = (event: PointerEvent<HTMLElement>) => held.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (held.current.size === 0) dragged.current = false;
      held.current.set(event.pointerId, placeOf(event));
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const before = held.current.get(event.pointerId);
      if (before === undefined) return;
      const at = placeOf(event);
      const [dx, dy] = [at[0] - before[0], at[1] - before[1]];
      if (!dragged.current && held.current.size === 1 && Math.hypot(dx, dy) < STILL_PX) return;
      dragged.current = true;
      held.current.set(event.pointerId, at);
      const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) {
        onView({ ...view, x: view.x + dx, y: view.y + dy });
        return;
      }
      const apart = Math.hypot(before[0] - other[0], before[1] - other[1]);
      if (apart > 0) onView(zoomed(view, Math.hypot(at[0] - other[0], at[1] - other[1]) / apart, other));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      if (!dragged.current && held.current.size === 1) onPress(placeOf(event));
      release(event);
    },
    onPointerCancel: release,
  };
}
