// What can be known of a file before a byte of it is sent.

const KINDS = /^(image|video)\//;
const ENDINGS = /\.(jpe?g|jfif|png|webp|heic|heif|hif|avif|tiff?|gif|bmp|mp4|m4v|mov|webm|mkv|avi|mpe?g|m?ts|3gp|dcm|dicom)$/i; // DICOM goes too: the server's answer says what to do instead

// "unsupported", "too_large" or "". `limits`: bytes of an `image` and of a `video`.
export function problemOf(file, limits) {
  if (!KINDS.test(file.type) && !ENDINGS.test(file.name)) return "unsupported";
  const video = file.type.startsWith("video/") || !KINDS.test(file.type);
  return file.size > (video ? Math.max(limits.image, limits.video) : Number(limits.image)) ? "too_large" : "";
}
