import { uploadFile } from '#ui-kit/upload.ts';
import { type ImportPreview, uploadImportRoute } from '../imports/contract.ts';

/** Uploads a file, telling how much of it has gone; answers with what the program makes of it. */
export function uploadImport(file: File, onShare: (share: number) => void): Promise<ImportPreview> {
  return uploadFile(uploadImportRoute, file, { onShare });
}
