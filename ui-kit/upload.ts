import type { Static, TSchema } from 'typebox';
import type { Route } from '#shared/route.ts';
import { ProblemError } from './call.ts';

/** Uploads a file to a route, telling how much of it has gone; answers as the route says, or fails with the problem. */
export function uploadFile<R extends TSchema>(
  route: Pick<Route<undefined, TSchema | undefined, undefined, R>, 'method' | 'path' | 'reply'>,
  file: File,
  options: { query?: Record<string, string>; onShare: (share: number) => void },
): Promise<Static<R>> {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append('file', file, file.name);
    const search = new URLSearchParams(options.query);
    const request = new XMLHttpRequest();
    request.open(route.method, search.size === 0 ? route.path : `${route.path}?${search}`);
    request.setRequestHeader('Accept-Language', document.documentElement.lang || 'ru');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) options.onShare(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      // The server answers as the route says, or with a problem body.
      if (request.status === 200) resolve(answer as Static<R>);
      else reject(new ProblemError(answer as ConstructorParameters<typeof ProblemError>[0]));
    });
    request.addEventListener('error', () =>
      reject(new ProblemError({ status: 0, code: 'unreachable', reason: 'app.unreachable', detail: '' })),
    );
    request.send(body);
  });
}
