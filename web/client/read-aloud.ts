// 念给我听 / 停: reads what the page shows, only after a tap. The button stays hidden where the browser has no Chinese voice.

const READ = '念给我听';
const STOP = '停下';
const RATE = 0.85;

const button = document.getElementById('read-aloud');
const speech: SpeechSynthesis | undefined = window.speechSynthesis;

function chineseVoice(): SpeechSynthesisVoice | undefined {
  const voices = speech?.getVoices().filter((voice) => /^(zh|cmn)/i.test(voice.lang)) ?? [];
  return voices.find((voice) => /^(zh|cmn)[-_](Hans[-_])?CN/i.test(voice.lang)) ?? voices[0];
}

/** What is on the screen, in its order; the phone number digit by digit. innerText leaves out what is folded away. */
function shownText(): string {
  const phone = document.querySelector<HTMLElement>('.call')?.innerText.replace(/\d{3,}-?\d*/, (digits) =>
    digits.replace(/-/g, '').split('').join(' '),
  );
  const main = document.querySelector('main')?.innerText ?? '';
  const note = document.querySelector<HTMLElement>('footer p')?.innerText ?? '';
  return [main, note, phone ?? ''].join('\n');
}

/** Short pieces: some engines fall silent in the middle of a long text. */
const sentences = (text: string) => text.split(/[\n。？！；]+/).map((part) => part.trim()).filter((part) => /[\p{L}\p{N}]/u.test(part));

function stop(): void {
  speech?.cancel();
  if (button) button.textContent = READ;
}

function read(voice: SpeechSynthesisVoice): void {
  const parts = sentences(shownText());
  parts.forEach((part, index) => {
    const utterance = new SpeechSynthesisUtterance(part);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = RATE;
    if (index === parts.length - 1) utterance.onend = stop;
    speech?.speak(utterance);
  });
  if (button) button.textContent = STOP;
}

function toggle(): void {
  const reading = button?.textContent === STOP;
  stop();
  const voice = chineseVoice();
  if (!reading && voice) read(voice);
}

function offer(): void {
  if (button) button.hidden = chineseVoice() === undefined;
}

if (button && speech) {
  button.addEventListener('click', toggle);
  // Leaving the page must silence it; a page that comes back from the browser's memory starts quiet.
  window.addEventListener('pagehide', stop);
  speech.addEventListener?.('voiceschanged', offer);
  offer();
}
