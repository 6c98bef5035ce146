package dev.releasemanager.rollback;

import java.util.Set;

/** Which part a word plays in a step; whatever is in none of these may be a name. */
final class StepVocabulary {
    /** Articles, prepositions, adjectives and the like: never a name. */
    static final Set<String> FILLER = words("""
            a an the this that these those it its them they we you i our your their my and or but then than so as at by for
            from in into of on onto off out over per to up down under until via when while with within without if not no
            any all every each both either one two three again back away forward before after once still also only just
            even first second next last latest previous prior old older new newer current original former initial known
            good bad stable working running failing broken affected relevant respective corresponding necessary needed
            required appropriate proper correct right same other whole entire main full complete total own usual normal
            standard necessary possible available existing remaining following underlying offending manual manually
            quickly immediately asap now later soon there here everywhere everybody everyone everything anything something
            nothing somebody someone please simply be is are was were been has have had do does did done can could should
            must may might will would get gets got let make makes sure certain how what which where who why because due
            around about between through across against carefully fully safely together instead properly whatever
            """);

    /** Verbs that say only what is hoped for. */
    static final Set<String> HOPES = words("""
            revert reverts reverting undo undoes undoing rollback rollbacks roll rolls rolling restore restores restoring
            reverse reverses reversing reversal fix fixes fixing recover recovers recovery resolve repair redo reset return
            remediate mitigate handle cleanup clean backout hotfix patch correct check verify ensure confirm investigate
            debug contact ask tell call inform notify page escalate wait try use follow perform go come put take bring
            """);

    /** Verbs that say by themselves what is done, if what they are done to has a name. */
    static final Set<String> DEEDS = words("""
            restart reboot stop start shut drop delete remove purge flush truncate clear disable enable deactivate activate
            drain kill terminate pause resume suspend unpublish detach revoke rename cordon block unblock invalidate unset rotate
            """);

    /** Verbs that need to be told how or with what. */
    static final Set<String> VERBS = words("""
            deploy redeploy release run rerun execute trigger launch apply reapply install reinstall uninstall downgrade
            upgrade switch turn flip toggle set point repoint route reroute redirect shift send scale move change
            import export copy load replay publish swap promote merge push pull build rebuild open close edit update reduce
            lower raise increase decrease fail failover
            """);

    /** Verbs after which "to NAME" is a position: what the traffic, the pointer or the switch is set to. */
    static final Set<String> TURNING = words("""
            switch turn flip set point repoint route reroute redirect shift send swap fail failover move change promote
            """);

    /** Things that are undone; done to these, not even "remove" says what is done. */
    static final Set<String> UNDONE = words("""
            change changes changeset release releases deploy deployment deployments rollout code feature features migration
            migrations fix fixes commit commits patch patches update updates upgrade upgrades version versions everything
            all it this that them work modification modifications stuff things pr prs mr mrs
            """);

    /** Things that there are many of; they need a name beside them. */
    static final Set<String> THINGS = words("""
            service services microservice database databases db dbs table tables column columns flag flags toggle toggles
            feature cluster clusters queue queues topic topics host hosts server servers node nodes namespace bucket schema
            index indexes view cache caches job jobs pipeline pipelines workflow workflows playbook runbook runbooks script
            scripts deployment component components app apps application applications container containers pod pods image
            route routes record records zone domain dashboard module branch repo repository chart stack consumer consumers
            worker workers cronjob cronjobs pool function lambda endpoint gateway proxy ingress listener policy rule alias
            """);

    /** Of those, what is run, so that a name makes it a means. */
    static final Set<String> RUN = words("""
            job jobs pipeline pipelines workflow workflows playbook runbook runbooks script scripts cronjob
            """);

    /** Words of the trade that name nothing. */
    static final Set<String> GENERIC = words("""
            system systems environment environments prod production staging stage canary live test testing qa dev traffic
            load balancer user users customer customers client clients team teams oncall person people engineer engineers
            developer developers owner admin ops devops sre dba support backup backups snapshot snapshots dump data state
            config configs configuration configurations setting settings parameter parameters value values key keys secret
            secrets certificate dns api apis ui ux web frontend backend site website platform infrastructure infra network
            machine machines instance instances replica replicas process processes procedure procedures step steps plan
            plans document documentation docs wiki guide instructions command commands button console terminal
            shell tool tools ci cd build builds artifact artifacts package packages library dependency dependencies tag tags
            revision revisions head master trunk origin mode percent problem problems issue issues error errors incident bug
            bugs metrics logs log monitoring alert alerts status health time minute minutes hour hours second seconds day
            days night maintenance way method switch means case thing place side end rollback
            sql http https vm vms os iac kubernetes k8s cloud panic business feature-flag feature-flags
            """);

    /** Where things are done; no thing that anything is done to. */
    static final Set<String> TOOLS = words("""
            github gitlab bitbucket jenkins argocd launchdarkly unleash postgresql postgres mysql mongodb redis kafka
            cloudflare datadog grafana prometheus pagerduty slack jira confluence teamcity circleci spinnaker octopus
            """);

    /** Programs that are called on a command line. */
    static final Set<String> PROGRAMS = words("""
            kubectl helm git make flyway liquibase alembic psql pg_restore mysql mysqldump mongo mongosh redis-cli terraform
            tofu ansible ansible-playbook docker docker-compose podman systemctl journalctl aws gcloud az npm npx yarn pnpm
            curl wget rails rake bundle heroku argocd flux sh bash zsh ssh scp rsync sudo python python3 java nomad consul
            vault php artisan dotnet cf oc kustomize istioctl eksctl fly flyctl vercel netlify serverless sls cdk pulumi gh
            glab kafka-topics kafka-console-producer cqlsh sqlplus sqlcmd clickhouse-client supervisorctl pm2 cap mvn gradle
            ./gradlew ./mvnw rabbitmqctl etcdctl
            """);

    /** What programs are told to do; not what they are to do it to. */
    static final Set<String> SUBCOMMANDS = words("""
            rollout undo rollback revert restart deploy apply delete get set scale patch exec run upgrade downgrade install
            uninstall reset checkout push pull merge up down start stop migrate repair clean release releases app apps
            deployment deployments workspace state sync history to exec compose service update create describe cp
            """);

    private StepVocabulary() {}

    /** Whether a word can't be a name. */
    static boolean isPlain(String word) {
        return FILLER.contains(word)
                || HOPES.contains(word)
                || DEEDS.contains(word)
                || VERBS.contains(word)
                || UNDONE.contains(word)
                || THINGS.contains(word)
                || GENERIC.contains(word)
                || TOOLS.contains(word);
    }

    private static Set<String> words(String text) {
        return Set.copyOf(java.util.List.of(text.strip().split("\\s+")).stream()
                .distinct()
                .toList());
    }
}
