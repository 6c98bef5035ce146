package dev.releasemanager.timer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes the drain of the due timers: at the next due moment, whenever it is told of a new one, and at least every second
 * of wall time, for another replica may have written one. In one process no two drains run at once; several replicas may
 * drain one store. Thread-safe; its threads are daemons.
 */
public final class Timers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Timers.class);

    static final Duration AT_LEAST = Duration.ofSeconds(1);

    private static final JobKey DRAIN = JobKey.jobKey("drain");
    private static final TriggerKey NEXT = TriggerKey.triggerKey("next");
    private static final AtomicInteger MADE = new AtomicInteger();

    private final Drainage drainage;
    private final InstantSource wall;
    private final Pace pace;
    private final Scheduler scheduler;
    private final Map<JobKey, Runnable> tasks = new ConcurrentHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicInteger wakes = new AtomicInteger();

    /**
     * @param release the clock by which timers are due
     * @param wall the clock of this machine
     */
    public Timers(DueWork work, InstantSource release, InstantSource wall, Pace pace) {
        this.drainage = new Drainage(work, release);
        this.wall = wall;
        this.pace = pace;
        this.scheduler = scheduler();
    }

    private Scheduler scheduler() {
        Properties properties = new Properties();
        // Quartz keeps schedulers by name in the whole process.
        properties.setProperty("org.quartz.scheduler.instanceName", "timers-" + MADE.incrementAndGet());
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "1");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            Scheduler made = new StdSchedulerFactory(properties).getScheduler();
            made.setJobFactory((bundle, of) -> {
                Runnable task = tasks.get(bundle.getJobDetail().getKey());
                return task == null ? new Drain(this) : new Recurring(task);
            });
            return made;
        } catch (SchedulerException e) {
            throw new IllegalStateException("The timers' scheduler could not be made", e);
        }
    }

    /** Begins to drain, first of all what came due while nothing ran. Once in the life of this object. */
    public Timers start() {
        JobDetail drain = JobBuilder.newJob(Drain.class)
                .withIdentity(DRAIN)
                .storeDurably()
                .build();
        Trigger everySecond = TriggerBuilder.newTrigger()
                .forJob(DRAIN)
                .withIdentity("at least")
                .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever((int) AT_LEAST.toSeconds())
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .startNow()
                .build();
        try {
            scheduler.addJob(drain, false);
            scheduler.scheduleJob(everySecond);
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("The timers did not start", e);
        }
        return this;
    }

    /**
     * Has something run again and again; a run that is due while the one before it goes on is put off.
     *
     * @param cron in Quartz's form, in UTC and wall time
     */
    public void recurring(String name, String cron, Runnable task) {
        JobDetail job = JobBuilder.newJob(Recurring.class).withIdentity(name).build();
        tasks.put(job.getKey(), task);
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(name)
                .withSchedule(CronScheduleBuilder.cronSchedule(cron)
                        .inTimeZone(TimeZone.getTimeZone("UTC"))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
        try {
            scheduler.scheduleJob(job, trigger);
        } catch (SchedulerException e) {
            throw new IllegalStateException("A recurring schedule was not taken: " + name, e);
        }
    }

    /** A timer may have been set or come due: drains soon. Cheap, from any thread, after a commit; never throws. */
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            fire(TriggerKey.triggerKey("wake " + wakes.incrementAndGet()), Duration.ZERO);
        }
    }

    /** Drains on the caller's thread, after a drain that runs already. */
    public void drainNow() {
        Optional<Duration> unused = drainage.drain();
    }

    /** How far the drain is behind: the age of the oldest timer that is due and still there, in release time. */
    public Duration lag() {
        return drainage.lag();
    }

    private void drainAndLookAhead() {
        woken.set(false);
        drainage.drain()
                .map(ahead -> ahead.isNegative() ? Duration.ZERO : pace.inWallTime(ahead))
                .filter(wait -> wait.compareTo(AT_LEAST) < 0 && !wait.isZero())
                .ifPresent(wait -> fire(NEXT, wait));
    }

    private void fire(TriggerKey key, Duration wait) {
        Trigger trigger = TriggerBuilder.newTrigger()
                .forJob(DRAIN)
                .withIdentity(key)
                // Quartz counts in whole milliseconds, and one too early is too early.
                .startAt(Date.from(wall.instant().plus(wait).plusMillis(wait.isZero() ? 0 : 1)))
                .build();
        try {
            if (!scheduler.isShutdown() && scheduler.rescheduleJob(key, trigger) == null) {
                scheduler.scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            // The drain of each second makes up for it.
            log.atDebug()
                    .setMessage("A drain could not be scheduled")
                    .addKeyValue("cause", e.toString())
                    .log();
        }
    }

    /** Begins nothing more and waits for a drain that runs. */
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            log.atWarn()
                    .setMessage("The timers did not stop cleanly")
                    .setCause(e)
                    .log();
        }
    }

    /** Quartz's handle for one drain. */
    @DisallowConcurrentExecution
    private static final class Drain implements Job {
        private final Timers timers;

        Drain(Timers timers) {
            this.timers = timers;
        }

        @Override
        public void execute(JobExecutionContext context) {
            timers.drainAndLookAhead();
        }
    }

    /** Quartz's handle for one run of a recurring schedule. */
    @DisallowConcurrentExecution
    private static final class Recurring implements Job {
        private final Runnable task;

        Recurring(Runnable task) {
            this.task = task;
        }

        @Override
        public void execute(JobExecutionContext context) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.atWarn()
                        .setMessage("A recurring task failed; its next turn tries again")
                        .addKeyValue("task", context.getJobDetail().getKey().getName())
                        .setCause(e)
                        .log();
            }
        }
    }
}
