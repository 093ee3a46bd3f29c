import purgeCSSPlugin from '@fullhuman/postcss-purgecss';
import type { AtRule, Plugin, Rule } from 'postcss';
import { defineConfig } from 'vite';

/** What is written for the dark theme holds also where the page follows the system and the system is dark. */
function darkBySystem(): Plugin {
  const chosen = /\[data-bs-theme=["']?dark["']?\]/g;
  return {
    postcssPlugin: 'dark-by-system',
    OnceExit(root, { AtRule }) {
      root.walkRules((rule: Rule) => {
        const inside = rule.parent as AtRule | undefined;
        if (!chosen.test(rule.selector) || inside?.params?.includes('prefers-color-scheme')) {
          return;
        }
        chosen.lastIndex = 0;
        const media = new AtRule({ name: 'media', params: '(prefers-color-scheme: dark)' });
        media.append(rule.clone({ selector: rule.selector.replace(chosen, '[data-bs-theme=auto]') }));
        rule.after(media);
      });
    },
  };
}

export default defineConfig({
  base: '/assets/',
  publicDir: false,
  css: {
    postcss: {
      plugins: [
        purgeCSSPlugin({
          content: ['../Pages/**/*.cshtml', '../Pages/**/*.cs', 'scripts/**/*.ts', 'node_modules/tom-select/dist/js/tom-select.complete.js'],
          // Razor writes classes as class="a @(b)": anything that looks like a word may be one.
          defaultExtractor: (text: string) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
          safelist: { greedy: [/data-bs-theme/, /\[data-/, /\[aria-/, /:root/, /htmx-/] },
          keyframes: true,
        }),
        darkBySystem(),
      ],
    },
  },
  build: {
    outDir: '../wwwroot/assets',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // htmx holds an eval that its own setting switches off (allowEval, in the layout).
      checks: { eval: false },
       input: { app: 'scripts/app.ts', dashboard: 'scripts/dashboard.ts' },
    },
  },
});
