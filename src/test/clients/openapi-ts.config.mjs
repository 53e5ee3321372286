// With the endings that imports have in Node.js, which it would else take from its own tsconfig.json.
export default {
    input: '../../openapi/openapi.yaml',
    output: { path: 'made/hey', tsConfigPath: './tsconfig.json', module: { extension: '.js' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/sdk', 'zod'],
};
