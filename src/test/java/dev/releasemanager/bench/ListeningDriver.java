package dev.releasemanager.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's driver, which says what is asked of the database while it is listened to. */
final class ListeningDriver implements Driver {
    private final Driver driver;
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile @Nullable Thread listening;

    private ListeningDriver(Driver driver) {
        this.driver = driver;
    }

    /** One statement with its parameters, in order. */
    record Asked(String sql, List<@Nullable Object> parameters) {}

    /** Takes the place of PostgreSQL's driver in this process. */
    static ListeningDriver install() throws SQLException {
        Driver postgres = DriverManager.getDriver("jdbc:postgresql://localhost/any");
        DriverManager.deregisterDriver(postgres);
        ListeningDriver listening = new ListeningDriver(postgres);
        DriverManager.registerDriver(listening);
        return listening;
    }

    void uninstall() throws SQLException {
        DriverManager.deregisterDriver(this);
        DriverManager.registerDriver(driver);
    }

    /** What this thread asks while something is done. */
    List<Asked> during(Runnable something) {
        asked.clear();
        listening = Thread.currentThread();
        try {
            something.run();
        } finally {
            listening = null;
        }
        return List.copyOf(asked);
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection connection = driver.connect(url, info);
        return connection == null
                ? null
                : proxy(Connection.class, (proxy, method, arguments) -> {
                    Object result = call(connection, method, arguments);
                    return result instanceof PreparedStatement statement
                            ? listened(statement, String.valueOf(arguments[0]))
                            : result;
                });
    }

    private boolean isListening() {
        return Thread.currentThread() == listening;
    }

    private PreparedStatement listened(PreparedStatement statement, String sql) {
        SortedMap<Integer, Object> parameters = new TreeMap<>();
        List<List<@Nullable Object>> batch = new ArrayList<>();
        Object none = new Object();
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set")
                    && arguments != null
                    && arguments.length > 1
                    && arguments[0] instanceof Integer place) {
                parameters.put(place, name.equals("setNull") || arguments[1] == null ? none : arguments[1]);
            } else if (name.equals("addBatch")) {
                batch.add(values(parameters, none));
            } else if (isListening() && name.equals("executeBatch")) {
                batch.forEach(each -> asked.add(new Asked(sql, each)));
                batch.clear();
            } else if (isListening() && name.startsWith("execute")) {
                asked.add(new Asked(sql, values(parameters, none)));
            }
            return call(statement, method, arguments);
        });
    }

    private static List<@Nullable Object> values(SortedMap<Integer, Object> parameters, Object none) {
        List<@Nullable Object> values = new ArrayList<>();
        parameters.values().forEach(value -> values.add(value == none ? null : value));
        return values;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return driver.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws java.sql.SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }
}
