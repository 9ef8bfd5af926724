import './style/base.css'
import { createApp } from 'vue'
import App from './App.vue'
import { createWords } from './words/words.ts'

createApp(App).use(createWords(localStorage, navigator.languages)).mount('#page')
