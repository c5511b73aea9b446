import { ProblemError } from '#ui-kit/call.ts';
import { type ImportPreview, uploadImportRoute } from '../imports/contract.ts';

/** Uploads a file, telling how much of it has gone; answers with what the program makes of it. */
export function uploadImport(file: File, onShare: (share: number) => void): Promise<ImportPreview> {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open(uploadImportRoute.method, uploadImportRoute.path);
    request.setRequestHeader('Accept-Language', document.documentElement.lang || 'ru');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      // The server answers as the route says, or with a problem body.
      if (request.status === 200) resolve(answer as ImportPreview);
      else reject(new ProblemError(answer as ConstructorParameters<typeof ProblemError>[0]));
    });
    request.addEventListener('error', () =>
      reject(new ProblemError({ status: 0, code: 'unreachable', reason: 'app.unreachable', detail: '' })),
    );
    request.send(body);
  });
}
