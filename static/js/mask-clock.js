// Frames of a film as minutes and seconds, and back. Times are widened to tenths, so that writing one back never makes a mask shorter.

const HAIR = 1e-6;

// m:ss.s of the frame; `end` gives the next tenth instead of the one before.
export function clock(frame, fps, end = false) {
  const tenths = (frame / fps) * 10;
  const whole = end ? Math.ceil(tenths - HAIR) : Math.floor(tenths + HAIR);
  return `${Math.floor(whole / 600)}:${String(Math.floor(whole / 10) % 60).padStart(2, "0")}.${whole % 10}`;
}

// The frame at a written time, or null when it is no time.
export function frameAt(written, fps, end = false) {
  const match = /^\s*(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)\s*$/.exec(written);
  if (!match) return null;
  const frames = (60 * Number(match[1] ?? 0) + Number(match[2].replace(",", "."))) * fps;
  return end ? Math.ceil(frames - HAIR) : Math.floor(frames + HAIR);
}
