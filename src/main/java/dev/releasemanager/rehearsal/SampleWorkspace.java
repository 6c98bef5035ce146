package dev.releasemanager.rehearsal;

import dev.releasemanager.rehearsal.world.WorkspaceDescription;

/** The workspace of the rehearsal: the people, teams and channels of the sample configuration. */
public final class SampleWorkspace {
    private SampleWorkspace() {}

    /**
     * The sample workspace, to be completed by what the installed app declares.
     *
     * @param command the bot's slash command, such as {@code /release}
     */
    public static WorkspaceDescription.Builder with(String command) {
        return WorkspaceDescription.named("Sample")
                .botNamed("Release manager")
                .person("olivia", "Olivia Okafor", "Release owner", "Europe/Berlin")
                .person("priya", "Priya Raman", "Lead, Payments", "Asia/Kolkata")
                .person("pavel", "Pavel Horák", "Engineer, Payments", "Europe/Prague")
                .person("paula", "Paula Mendes", "Engineer, Payments", "America/Sao_Paulo")
                .person("chen", "Chen Wei", "Lead, Checkout", "Asia/Singapore")
                .person("carla", "Carla Rossi", "Engineer, Checkout", "Europe/Rome")
                .person("ines", "Inês Duarte", "Lead, Identity", "Europe/Lisbon")
                .person("ivan", "Ivan Petrov", "Engineer, Identity", "Europe/Sofia")
                .person("mara", "Mara Lind", "Lead, Mobile", "Europe/Stockholm")
                .person("mika", "Mika Virtanen", "Engineer, Mobile", "Europe/Helsinki")
                .person("sam", "Sam Doyle", "Support", "America/New_York")
                .person("elena", "Elena Marsh", "Executive", "America/Los_Angeles")
                .person("otto", "Otto Brandt", "Outsider", "Europe/Vienna")
                .guest("gita", "Gita Nair", "Europe/London")
                .group("payments-eng", "Payments engineers", "priya", "pavel", "paula", "olivia")
                .group("checkout-eng", "Checkout engineers", "chen", "carla")
                .channel("payments", "olivia", "priya", "pavel", "paula", "chen", "carla", "ines", "ivan", "sam")
                .channel(
                        "releases",
                        "olivia",
                        "priya",
                        "pavel",
                        "paula",
                        "chen",
                        "carla",
                        "ines",
                        "ivan",
                        "mara",
                        "mika",
                        "sam",
                        "elena",
                        "otto")
                .channel("support", "sam", "olivia")
                .channel("product", "olivia", "elena", "chen")
                .channel("leadership", "elena", "olivia")
                .privateChannel("payments-incidents", "olivia", "priya", "pavel")
                .channelWithoutBot("random", "olivia", "priya", "chen", "ines", "mara", "sam", "otto")
                .grant("channels:history", "groups:history", "chat:write.public")
                .command(command, "[new | list | show | check | open | help]", "Plan, check and call a release")
                .hint(
                        "You are Olivia, and PAY-1 is yours: press “Open checkpoint” under its board in #payments.",
                        "Then become Priya, Chen, Ines or Ivan at the top left, and answer for the team in their messages.",
                        "The rollback plan still lacks one thing; the findings say which. The bar above makes time run.");
    }
}
