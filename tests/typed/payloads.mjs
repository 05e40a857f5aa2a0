// What somebody might type to make a page run it. Every payload calls pwned(N) or asks for /pwned-N, with a number of its own,
// so that whatever runs says which text of which field it was.

// How markup runs something. CALL: the call; ADDRESS: what nobody must ever ask the server for.
const VECTORS = [
  '<script>CALL</script>', '<script src=ADDRESS></script>', '<script type=module>CALL</script>', '<ScRiPt>CALL</sCrIpT>',
  '<img src=x onerror=CALL>', '<img src=ADDRESS>', '<img srcset=ADDRESS>', '<IMG SRC=x ONERROR=CALL>', '<img/src=x/onerror=CALL>',
  '<image src=x onerror=CALL>', '<input type=image src=ADDRESS>', '<picture><source srcset=ADDRESS><img></picture>',
  '<svg onload=CALL>', '<svg><script>CALL</script></svg>', '<svg><animate onbegin=CALL attributeName=x dur=1s>',
  '<svg><image href=ADDRESS>', '<svg><a xlink:href="javascript:CALL"><text y=20>x</text></a></svg>', '<svg><use href=ADDRESS#x>',
  '<svg><style><img src=x onerror=CALL></style>', '<math href="javascript:CALL">x</math>',
  '<body onload=CALL>', '<body onpageshow=CALL>', '<iframe src="javascript:parent.CALL"></iframe>', '<iframe src=ADDRESS></iframe>',
  '<iframe srcdoc="<script>parent.CALL</script>"></iframe>', '<frameset onload=CALL>', '<object data=ADDRESS></object>', '<embed src=ADDRESS>',
  '<video src=x onerror=CALL></video>', '<video><source onerror=CALL src=x></video>', '<video poster=ADDRESS></video>', '<audio src=x onerror=CALL>',
  '<details open ontoggle=CALL>x</details>', '<marquee onstart=CALL>x</marquee>', '<input autofocus onfocus=CALL>',
  '<select autofocus onfocus=CALL></select>', '<textarea autofocus onfocus=CALL></textarea>', '<button autofocus onfocus=CALL>x</button>',
  '<b tabindex=0 autofocus onfocus=CALL>x</b>', '<style>@keyframes k{}</style><b style="animation:k 1s" onanimationstart=CALL>x</b>',
  '<style>@import "ADDRESS"</style>', '<b style="background:url(ADDRESS)">x</b>', '<link rel=stylesheet href=ADDRESS>', '<link rel=prefetch href=ADDRESS>',
  '<meta http-equiv=refresh content="0;url=ADDRESS">', '<base href=ADDRESS/>', '<form action="javascript:CALL"><button>x</button></form>',
  '<a href="javascript:CALL">x</a>', '<a href="&#106;avascript:CALL">x</a>', '<a href=ADDRESS ping=ADDRESS>x</a>', '<b onmouseover=CALL>x</b>',
  '<b onclick=CALL>x</b>', '<dialog open onclose=CALL>x</dialog>', '<x onpointerenter=CALL>x</x>', '<table background=ADDRESS><tr><td>x</table>',
  '<template><script>CALL</script></template>', '<noscript><p title="</noscript><img src=x onerror=CALL>">', '<p><table><img src=x onerror=CALL></table>',
];

// What a text may have to break out of before: an attribute, a comment, an element whose content is not markup, another language.
const ESCAPES = ['', '">', "'>", '`>', '-->', '</title>', '</textarea>', '</script>', '</style>', ']]>', '</template>', '"/>'];

// What needs no markup of its own: attributes, addresses, templates, scripts, other languages and other spellings.
const OTHERS = [
  '" onmouseover="CALL', "' onfocus='CALL' autofocus='", '" autofocus onfocus="CALL" x="', '` onerror=`CALL', 'x onerror=CALL', '"onload=CALL//',
  'javascript:CALL', 'JaVaScRiPt:CALL', 'java&Tab;script:CALL', 'javascript://%0aCALL', 'vbscript:CALL',
  'data:text/html,<script>CALL</script>', 'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==', 'blob:CALL',
  '{{CALL}}', "{{constructor.constructor('CALL')()}}", '${CALL}', '#{CALL}', '<%= CALL %>', '{CALL}', '{@html "<img src=x onerror=CALL>"}', '[[CALL]]', '@{CALL}',
  "';CALL;//", '";CALL;//', "\\';CALL;//", '</script><script>CALL//', "'-CALL-'", '"-CALL-"', '`-CALL-`', '*/CALL/*', '(()=>CALL)()', ');CALL;(', 'CALL',
  '[x](javascript:CALL)', '![x](ADDRESS)', '<ADDRESS>', '[x]: ADDRESS', '=HYPERLINK("ADDRESS")', '@import url(ADDRESS);', '}*{background:url(ADDRESS)}',
  '&lt;img src=x onerror=CALL&gt;', '&#60;img src=x onerror=CALL&#62;', '&#x3c;script&#x3e;CALL&#x3c;/script&#x3e;', '%3Cimg src=x onerror=CALL%3E',
  '\\u003cimg src=x onerror=CALL\\u003e', '\\x3cscript\\x3eCALL\\x3c/script\\x3e', '+ADw-script+AD4-CALL+ADw-/script+AD4-',
  '＜script＞CALL＜/script＞', '<scr<script>ipt>CALL</scr</script>ipt>', '<<script>CALL//<</script>', '<img src=x onerror=CALL//', '<svg onload=CALL <!--',
  '<!--><img src=x onerror=CALL>-->', '<![CDATA[<img src=x onerror=CALL>]]>', '<?xml version="1.0"?><svg onload=CALL/>', '<!DOCTYPE x [<!ENTITY y SYSTEM "ADDRESS">]>&y;',
  '{"__proto__":{"innerHTML":"<img src=x onerror=CALL>"}}', '<img src=x onerror="CALL"', '<a/onclick=CALL href=#>', '<script\n>CALL</script\n>', '<img\nsrc=x\nonerror=CALL>',
];

const templates = [...VECTORS, ...OTHERS, ...ESCAPES.slice(1).flatMap((escape) => VECTORS.filter((_, i) => i % 4 === 0 || escape === '">').map((vector) => escape + vector))];

/** How many different payloads there are. */
export const kinds = templates.length;

const fill = (template, n) => template.replaceAll('CALL', `pwned(${n})`).replaceAll('ADDRESS', `/pwned-${n}`);
const longest = (template) => [...fill(template, 99999)].length;

/** The texts of one scene: each is typed into one field, and can be told from all others. */
export function bankOpen() {
  const made = [];
  const turns = new Map(); // field → how far it is through the templates
  return {
    made,

    /** The next payload for this field, of at most `max` characters; `chat`: several lines are allowed. */
    text(field, max, chat = false) {
      const fits = templates.filter((template) => longest(template) <= max && (chat || !/\n/.test(template)) && template.trim() === template);
      const turn = turns.get(field) ?? made.length; // fields begin at different ones, so that a short run tries many
      turns.set(field, turn + 1);
      const n = made.length + 1;
      const template = fits[turn % fits.length];
      made.push({ n, field, template, text: fill(template, n) });
      return made.at(-1).text;
    },
  };
}
