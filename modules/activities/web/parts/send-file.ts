import { ProblemError } from '#ui-kit/call.ts';
import { type UploadedFile, uploadFile } from '../../contract.ts';

/** Uploads one file, telling how much of it has gone; rejects with the server's answer. */
export function sendFile(file: File, onShare: (share: number) => void): Promise<UploadedFile> {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append('file', file, file.name);
    const request = new XMLHttpRequest();
    request.open(uploadFile.method, uploadFile.path);
    request.setRequestHeader('Accept-Language', document.documentElement.lang || 'ru');
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      const answer: unknown = request.response;
      // The server answers as the route says, or with a problem body.
      if (request.status === 200) resolve(answer as UploadedFile);
      else reject(new ProblemError(answer as ConstructorParameters<typeof ProblemError>[0]));
    });
    request.addEventListener('error', () =>
      reject(new ProblemError({ status: 0, code: 'unreachable', reason: 'app.unreachable', detail: '' })),
    );
    request.send(body);
  });
}
