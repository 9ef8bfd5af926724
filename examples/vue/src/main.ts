import { createApp } from 'vue'
import { createRouter, createWebHashHistory, createWebHistory } from 'vue-router'
import App from './App.vue'
import { loadSession, wxgate } from './gateway.ts'
import Home from './Home.vue'
import Order from './Order.vue'

wxgate.clean() // before the router reads the address
const history = import.meta.env.VITE_ROUTER === 'hash' ? createWebHashHistory() : createWebHistory()
const router = createRouter({
  history,
  routes: [
    { path: '/', component: Home },
    { path: '/orders/:id', component: Order },
  ],
})

void loadSession()
createApp(App).use(router).mount('#app')
