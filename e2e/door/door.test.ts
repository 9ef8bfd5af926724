import { openSameMachine } from './same-machine.ts'
import { tellDoorStories } from './stories.ts'

tellDoorStories(openSameMachine)
